package io.dialflux.history;

import io.dialflux.call.Call;

/** A call of a history, and the place behind it. Immutable. */
public final class HistoryCall {
  private final HistoryPage page;
  private final Call call;

  HistoryCall(HistoryPage page, Call call) {
    this.page = page;
    this.call = call;
  }

  /** {@return the call} */
  public Call call() {
    return call;
  }

  /**
   * {@return where the history goes on behind this call: all calls handed out up to this one are
   * behind it, no other is} Made when asked for, which takes longer than reading a call: ask now
   * and then.
   */
  public HistoryToken token() {
    return page.tokenAfter(call);
  }

  @Override
  public String toString() {
    return "HistoryCall[" + call + "]";
  }
}
