package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ApiResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/**
 * Hands the calls of one page on as they are read, each once, whatever number of tries it takes.
 *
 * <p>Of tries that overlap, the first one hands on as it reads, and the others keep their calls;
 * the one whose answer is taken hands on what is missing. A try that fails leaves its place to the
 * next one that begins. What is handed on passes a queue, which one thread at a time empties.
 */
final class PageParts implements PageTaker {
  private final PageToken token;
  private final Sinks.Many<CallPage> receiver;
  private final BiFunction<PageToken, Throwable, Throwable> interrupted;
  private final AtomicReference<@Nullable Reading> first = new AtomicReference<>();
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();

  /** Set once calls of another page were handed on, which no further try can take back. */
  private volatile @Nullable ListingInterruptedException spoilt;

  // touched only by the thread that empties the queue
  private final List<String> handedOn = new ArrayList<>();
  private boolean done;

  /**
   * @param receiver is given one part after the other; the last one has the link to the next page
   * @param interrupted the error where the page breaks off, by where to go on and the cause
   */
  PageParts(
      PageToken token,
      Sinks.Many<CallPage> receiver,
      BiFunction<PageToken, Throwable, Throwable> interrupted) {
    this.token = token;
    this.receiver = receiver;
    this.interrupted = interrupted;
  }

  @Override
  public Try begin() {
    throwIfSpoilt();
    Reading reading = new Reading();
    first.compareAndSet(null, reading);
    return reading;
  }

  /**
   * Hands on what of the answer was not handed on yet, and ends.
   *
   * @param response a try's, or one that a filter has made; null where a filter has none
   */
  void answered(@Nullable ApiResponse response) {
    if (response == null) {
      offer(() -> end(receiver::tryEmitComplete));
      return;
    }
    throwIfSpoilt();
    Object body = response.body();
    Reading taken = body instanceof Reading read && read.isOf(this) ? read : null;
    if (body instanceof CallPage page) {
      taken = new Reading();
      taken.end(page);
    }
    if (taken == null) {
      throw new IllegalStateException("the answer to a list is no page of it");
    }
    Reading whole = taken;
    first.set(whole);
    offer(() -> end(whole));
  }

  /** The page cannot be read, or not to its end. */
  void failed(Throwable cause) {
    offer(() -> end(() -> receiver.tryEmitError(interrupted.apply(resumeAt(), cause))));
  }

  private void throwIfSpoilt() {
    if (spoilt != null) {
      throw spoilt;
    }
  }

  private PageToken resumeAt() {
    return handedOn.isEmpty() ? token : token.after(handedOn.get(handedOn.size() - 1));
  }

  private void offer(Runnable step) {
    queue.add(step);
    if (queued.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
        next.run();
      }
      missed = queued.addAndGet(-missed);
    } while (missed != 0);
  }

  private void handOn(Reading of, List<Call> calls) {
    if (!done && of == first.get()) { // no other try was taken meanwhile
      List<Call> fresh = fresh(of, calls);
      if (!fresh.isEmpty()) {
        receiver.tryEmitNext(CallPage.of(fresh, null));
      }
    }
  }

  private void end(Reading whole) {
    end(
        () -> {
          receiver.tryEmitNext(CallPage.of(fresh(whole, whole.kept), whole.next()));
          receiver.tryEmitComplete();
        });
  }

  private void end(Runnable last) {
    if (!done) {
      done = true;
      last.run();
    }
  }

  private List<Call> fresh(Reading of, List<Call> calls) {
    Set<String> earlier = of.earlier(handedOn);
    List<Call> fresh = new ArrayList<>(calls.size());
    for (Call call : calls) {
      if (!earlier.contains(call.sid())) {
        fresh.add(call);
        handedOn.add(call.sid());
      }
    }
    return fresh;
  }

  /** One try's reading of the page. */
  private final class Reading implements Try {
    private final @Nullable String after = token.after();
    private final List<Call> before = new ArrayList<>();
    private List<Call> kept = new ArrayList<>();
    private boolean passed = after == null;
    private @Nullable Set<String> earlier;
    private @Nullable CallPage page;
    private boolean handingOn;

    boolean isOf(PageParts parts) {
      return PageParts.this == parts;
    }

    @Override
    public void calls(List<Call> calls) {
      List<Call> wanted = wanted(calls);
      if (wanted.isEmpty()) {
        return;
      }
      if (first.get() == this) {
        handingOn = true;
        offer(() -> handOn(this, wanted));
      } else {
        kept.addAll(wanted);
      }
    }

    /**
     * Where calls of the other page were handed on, the listing ends and names this page's start.
     */
    @Override
    public CallsException mismatch(UnreadableResponseException other) {
      if (!handingOn) {
        return other;
      }
      ListingInterruptedException interrupted = new ListingInterruptedException(token, other);
      spoilt = interrupted;
      return interrupted;
    }

    /** Without the calls before the one that the token names. */
    private List<Call> wanted(List<Call> calls) {
      if (passed) {
        return calls;
      }
      List<Call> wanted = new ArrayList<>();
      for (Call call : calls) {
        if (passed) {
          wanted.add(call);
        } else {
          before.add(call);
          passed = call.sid().equals(after);
        }
      }
      return wanted;
    }

    /** Where the page was to be read after a call that is gone, it is read whole. */
    @Override
    public Object end(CallPage rest) {
      kept.addAll(wanted(rest.calls()));
      if (!passed) {
        kept = before;
      }
      page = rest;
      return this;
    }

    @Nullable PageToken next() {
      return Objects.requireNonNull(page).next();
    }

    @Override
    public void givenUp() {
      first.compareAndSet(this, null);
    }

    /** What was handed on before this try: it does not bring the same again. */
    Set<String> earlier(List<String> handedOn) {
      if (earlier == null) {
        earlier = handedOn.isEmpty() ? Set.of() : new HashSet<>(handedOn);
      }
      return earlier;
    }
  }
}
