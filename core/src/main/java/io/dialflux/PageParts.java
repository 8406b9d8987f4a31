package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one page go while it is still being read. It outlives the tries of the page's
 * request and travels in the Reactor context under its class: what one try has handed on, the next
 * does not hand on again.
 */
final class PageParts {
  private final PageToken token;
  private final @Nullable String after;
  private final Consumer<CallPage> taker;
  private final List<String> handedOn = new ArrayList<>();
  private Set<String> earlier = Set.of();
  private final List<Call> before = new ArrayList<>();
  private boolean passed;

  PageParts(PageToken token, Consumer<CallPage> taker) {
    this.token = token;
    this.after = token.after();
    this.taker = taker;
  }

  /** A try begins to read the page. */
  void begin() {
    before.clear();
    earlier = handedOn.isEmpty() ? Set.of() : new HashSet<>(handedOn);
    passed = after == null;
  }

  void calls(List<Call> calls) {
    List<Call> fresh = fresh(calls);
    if (!fresh.isEmpty()) {
      taker.accept(CallPage.of(fresh, null));
    }
  }

  /** The page has ended; where it was to be read after a call that is gone, it is read whole. */
  void end(CallPage rest) {
    List<Call> fresh = fresh(rest.calls());
    if (!passed) {
      passed = true;
      fresh = fresh(List.copyOf(before));
    }
    taker.accept(CallPage.of(fresh, rest.next()));
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
