package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one page that belong to a history, with the place behind them and how far it has
 * come. Immutable.
 */
public final class HistoryPage {
  private final Plan plan;
  private final ReadState before;
  private final ListedPage page;
  private final List<Call> calls;
  private final int count;
  private final HistoryProgress progress;

  /**
   * @param calls none where the page has lines in their place
   * @param count how many calls or lines there are
   */
  HistoryPage(
      Plan plan,
      ReadState before,
      ListedPage page,
      List<Call> calls,
      int count,
      HistoryProgress progress) {
    this.plan = plan;
    this.before = before;
    this.page = page;
    this.calls = calls;
    this.count = count;
    this.progress = progress;
  }

  /** {@return the calls, newest first; unmodifiable, and perhaps empty} */
  public List<Call> calls() {
    return calls;
  }

  /**
   * {@return which window of the history the page is of: a UTC day such as {@code 2026-11-22}, or
   * the status of calls that were never dialled}
   */
  public String window() {
    return page.window().name();
  }

  /** {@return where the history goes on behind this page} */
  public HistoryToken token() {
    return plan.token(before.behind(page, count));
  }

  /** {@return how far the history has come with this page} */
  public HistoryProgress progress() {
    return progress;
  }

  /** What it has in place of its calls; null where nobody wanted lines. */
  @Nullable PageLines lines() {
    return page.lines();
  }

  /** The calls, each made when it is asked for. */
  Iterable<HistoryCall> each() {
    return () ->
        new Iterator<>() {
          private final Iterator<Call> rest = calls.iterator();

          @Override
          public boolean hasNext() {
            return rest.hasNext();
          }

          @Override
          public HistoryCall next() {
            return new HistoryCall(HistoryPage.this, rest.next());
          }
        };
  }

  HistoryToken tokenAfter(Call call) {
    int handedOut = calls.indexOf(call) + 1;
    return handedOut == calls.size() ? token() : plan.token(before.within(page, call, handedOut));
  }

  @Override
  public String toString() {
    return "HistoryPage[" + window() + ", " + count + " calls]";
  }
}
