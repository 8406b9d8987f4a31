package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.test.util.RaceTestUtils.race;

import io.dialflux.call.Call;
import io.dialflux.call.CreateCall;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.RateLimitedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

/**
 * The source, the ends of creates, demand, cancellation and the timer, each on a thread of its own.
 * {@link TestSubscriber} notes each signal that overlaps another or follows the last one.
 */
class DialFluxRaceTest {
  private static final int REQUESTS = 24;
  private static final int MOST_UNDER_WAY = 4;
  private static final int ROUNDS = 1_000;

  /** Emits what is asked for, on the thread that runs it. */
  private static final class Source implements Publisher<CreateCall>, Subscription {
    final List<String> emitted = new ArrayList<>();
    private final AtomicLong demand = new AtomicLong();
    private final int failAfter;
    private volatile boolean cancelled;
    private volatile boolean done;
    private @Nullable Subscriber<? super CreateCall> subscriber;

    Source(int failAfter) {
      this.failAfter = failAfter;
    }

    @Override
    public void subscribe(Subscriber<? super CreateCall> subscriber) {
      this.subscriber = subscriber;
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      demand.addAndGet(n);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    boolean isOver() {
      return cancelled || done;
    }

    void run() {
      Subscriber<? super CreateCall> to = Objects.requireNonNull(subscriber);
      while (!isOver()) {
        int next = emitted.size();
        if (next == failAfter) {
          done = true;
          to.onError(new IllegalStateException("source"));
        } else if (next == REQUESTS) {
          done = true;
          to.onComplete();
        } else if (next < demand.get()) {
          emitted.add(Integer.toString(next));
          to.onNext(StubCalls.TEMPLATE.to("+1555" + (1_000_000 + next)).tag("" + next));
        } else {
          Thread.yield(); // there may be fewer processors than threads
        }
      }
    }
  }

  /** One dialling, and what was seen of it. */
  private static final class Dialling {
    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final TestSubscriber<DialResult> seen = TestSubscriber.builder().initialRequest(0).build();
    final Queue<Runnable> underWay = new ConcurrentLinkedQueue<>();
    final Queue<String> orphans = new ConcurrentLinkedQueue<>();
    final Queue<String> discarded = new ConcurrentLinkedQueue<>();
    final AtomicInteger placed = new AtomicInteger();
    final Source source;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger orphaning = new AtomicInteger();
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Subscription upstream;
    private volatile boolean cancelled;

    Dialling(double rate, int failAfter) {
      source = new Source(failAfter);
      BulkDialer.with(new StubCalls(this::create))
          .callsPerSecond(rate)
          .maxInFlight(MOST_UNDER_WAY)
          .scheduler(time)
          .onOrphan(this::orphan)
          .dial(source)
          .doOnSubscribe(subscription -> upstream = subscription)
          .doOnRequest(asked::addAndGet)
          .doOnDiscard(CreateCall.class, request -> discarded.add(tag(request)))
          .subscribe(seen);
    }

    Subscription subscription() {
      return Objects.requireNonNull(upstream);
    }

    private static String tag(CreateCall request) {
      return Objects.requireNonNull(request.tag());
    }

    private void orphan(DialResult result) {
      check(orphaning.incrementAndGet() == 1, "orphans are reported one at a time");
      orphans.add(tag(result.request()));
      orphaning.decrementAndGet();
    }

    private void check(boolean holds, String rule) {
      if (!holds) {
        broken.add(rule);
      }
    }

    /** Every fifth request meets a 429 on its first try, every seventh has no answer. */
    private Mono<Call> create(CreateCall call) {
      boolean first = started.add(tag(call));
      check(started.size() <= asked.get(), "no create starts that nobody asked for");
      check(running.incrementAndGet() <= MOST_UNDER_WAY, "no more are under way than may be");
      int number = Integer.parseInt(tag(call));
      Sinks.One<Call> answer = Sinks.one();
      underWay.add(
          () -> {
            running.decrementAndGet();
            if (number % 5 == 0 && first) {
              answer.tryEmitError(
                  new RateLimitedException(20429, "create: HTTP 429", null, null, null));
            } else if (number % 7 == 0) {
              answer.tryEmitError(new NoAnswerException("create: no answer", null));
            } else {
              placed.incrementAndGet();
              answer.tryEmitValue(StubCalls.CALL);
            }
          });
      return answer.asMono();
    }

    /** Ends creates, and lets time pass, until it is over. */
    void network(BooleanSupplier over) {
      while (!over.getAsBoolean()) {
        Runnable end = underWay.poll();
        if (end != null) {
          end.run();
        } else {
          Thread.yield();
        }
      }
    }

    void clock(BooleanSupplier over) {
      while (!over.getAsBoolean()) {
        time.advanceTimeBy(Duration.ofMillis(300));
        Thread.yield();
      }
    }

    void request(int times, long n) {
      for (int i = 0; i < times; i++) {
        seen.request(n);
      }
    }

    void cancel(int late) {
      for (int i = 0; i < late; i++) {
        Thread.onSpinWait();
      }
      subscription().cancel(); // past the test's subscriber, which would sort out what comes now
      cancelled = true;
    }

    boolean isOver() {
      return cancelled || seen.isTerminated();
    }

    /** Ends what is still under way after the race. */
    void settle() {
      source.run();
      time.advanceTimeBy(Duration.ofMinutes(5));
      for (Runnable end = underWay.poll(); end != null; end = underWay.poll()) {
        end.run();
        time.advanceTimeBy(Duration.ofMinutes(5));
      }
    }

    List<String> results() {
      return seen.getReceivedOnNext().stream().map(result -> tag(result.request())).toList();
    }

    /** Each request that the source emitted ended in exactly one way. */
    void kept() {
      List<String> ends = new ArrayList<>(results());
      ends.addAll(orphans);
      ends.addAll(discarded);
      assertThat(ends).containsExactlyInAnyOrderElementsOf(source.emitted);
      assertThat(broken).isEmpty();
      assertThat(seen.getProtocolErrors()).isEmpty();
    }
  }

  private static double rate(int round) {
    return round % 2 == 0 ? 100_000 : 50; // without and with the timer
  }

  @Test
  void demandRacesWithTheSourceTheTimerAndTheEndsOfCreates() {
    for (int round = 0; round < ROUNDS; round++) {
      Dialling dialling = new Dialling(rate(round), -1);
      race(
          () -> {
            dialling.request(REQUESTS, 1);
            dialling.clock(dialling::isOver);
          },
          dialling.source::run,
          () -> dialling.network(dialling::isOver));
      dialling.kept();
      assertThat(dialling.seen.isTerminatedComplete()).isTrue();
      assertThat(dialling.results()).hasSize(REQUESTS);
    }
  }

  @Test
  void endsOfCreatesRaceWithEachOther() {
    for (int round = 0; round < ROUNDS; round++) {
      Dialling dialling = new Dialling(100_000, -1);
      race(
          () -> dialling.network(dialling::isOver),
          () -> {
            dialling.request(REQUESTS / 2, 2);
            dialling.clock(dialling::isOver);
          },
          () -> {
            dialling.source.run();
            dialling.network(dialling::isOver);
          });
      dialling.kept();
      assertThat(dialling.seen.isTerminatedComplete()).isTrue();
    }
  }

  @Test
  void cancellationRacesWithAll() {
    AtomicInteger orphans = new AtomicInteger();
    AtomicInteger discarded = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      Dialling dialling = new Dialling(rate(round), -1);
      int late = round % 500;
      race(
          () -> {
            dialling.request(REQUESTS, 1);
            dialling.clock(dialling::isOver);
          },
          dialling.source::run,
          () -> dialling.network(dialling::isOver),
          () -> dialling.cancel(late));
      dialling.settle();
      dialling.kept();
      orphans.addAndGet(dialling.orphans.size());
      discarded.addAndGet(dialling.discarded.size());
    }
    assertThat(orphans.get()).as("rounds that came in time").isPositive();
    assertThat(discarded.get()).as("rounds that came in time").isPositive();
  }

  @Test
  void aRequestForNothingRacesWithAll() {
    for (int round = 0; round < ROUNDS; round++) {
      Dialling dialling = new Dialling(rate(round), -1);
      race(
          () -> {
            dialling.request(REQUESTS / 2, 1);
            dialling.clock(dialling::isOver);
          },
          dialling.source::run,
          () -> dialling.network(dialling::isOver),
          () -> dialling.subscription().request(0));
      dialling.settle();
      dialling.kept();
      assertThat(dialling.seen.expectTerminalError()).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anErrorOfTheSourceRacesWithTheEndsOfCreates() {
    for (int round = 0; round < ROUNDS; round++) {
      Dialling dialling = new Dialling(rate(round), REQUESTS / 2);
      race(
          () -> {
            dialling.request(REQUESTS, 1);
            dialling.clock(dialling::isOver);
          },
          dialling.source::run,
          () -> dialling.network(dialling::isOver));
      dialling.kept();
      assertThat(dialling.seen.expectTerminalError()).hasMessage("source");
      assertThat(dialling.results()).hasSize(REQUESTS / 2);
    }
  }
}
