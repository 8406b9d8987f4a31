package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.UnreadableResponseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands the calls of one page on as they are read: what one try has, the next does not again. */
final class PageParts implements PageTaker, PageTaker.Try {
  private final PageToken token;
  private final @Nullable String after;
  private final Consumer<CallPage> taker;
  private final List<String> handedOn = new ArrayList<>();
  private Set<String> earlier = Set.of();
  private final List<Call> before = new ArrayList<>();
  private boolean passed;

  /** How many calls earlier tries have handed on. */
  private int handedOnBefore;

  /** Set once calls of another page were handed on, which no further try can take back. */
  private @Nullable ListingInterruptedException spoilt;

  PageParts(PageToken token, Consumer<CallPage> taker) {
    this.token = token;
    this.after = token.after();
    this.taker = taker;
  }

  @Override
  public Try begin() {
    if (spoilt != null) {
      throw spoilt;
    }
    handedOnBefore = handedOn.size();
    before.clear();
    earlier = handedOn.isEmpty() ? Set.of() : new HashSet<>(handedOn);
    passed = after == null;
    return this;
  }

  @Override
  public void calls(List<Call> calls) {
    List<Call> fresh = fresh(calls);
    if (!fresh.isEmpty()) {
      taker.accept(CallPage.of(fresh, null));
    }
  }

  /** Where calls of the other page were handed on, the listing ends and names this page's start. */
  @Override
  public CallsException mismatch(UnreadableResponseException other) {
    if (handedOn.size() == handedOnBefore) {
      return other;
    }
    spoilt = new ListingInterruptedException(token, other);
    return spoilt;
  }

  /** Where the page was to be read after a call that is gone, it is read whole. */
  @Override
  public @Nullable Object end(CallPage rest) {
    List<Call> fresh = fresh(rest.calls());
    if (!passed) {
      passed = true;
      fresh = fresh(List.copyOf(before));
    }
    taker.accept(CallPage.of(fresh, rest.next()));
    return null;
  }

  /** Where to go on if the page breaks off here. */
  PageToken resumeAt() {
    return handedOn.isEmpty() ? token : token.after(handedOn.get(handedOn.size() - 1));
  }

  private List<Call> fresh(List<Call> calls) {
    List<Call> fresh = new ArrayList<>(calls.size());
    for (Call call : calls) {
      if (!passed) {
        before.add(call);
        passed = call.sid().equals(after);
      } else if (!earlier.contains(call.sid())) {
        fresh.add(call);
        handedOn.add(call.sid());
      }
    }
    return fresh;
  }
}
