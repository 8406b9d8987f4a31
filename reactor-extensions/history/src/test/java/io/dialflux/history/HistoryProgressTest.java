package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class HistoryProgressTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-21T00:00:00Z");
  private static final int DAYS = 20;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final Sinks.One<CallPage> canceled = Sinks.one();
  private final AtomicReference<HistoryProgress> last = new AtomicReference<>();

  /** A day takes a second, and those that were canceled as long as the test wants. */
  private final StubCalls calls =
      new StubCalls(1, 10) {
        @Override
        public Flux<CallPage> pages(PageToken token) {
          String query = token.page();
          return query.contains("Status=canceled")
              ? canceled.asMono().flux()
              : query.contains("Status=")
                  ? Flux.just(CallPage.of(List.of(), null))
                  : super.pages(token);
        }

        @Override
        Mono<CallPage> instead(LocalDate day, int page) {
          return Mono.delay(Duration.ofSeconds(1), time).then(Mono.empty());
        }
      };

  private void read(CallHistory history) {
    time.advanceTimeTo(TO);
    history
        .between(FROM, TO)
        .concurrency(4)
        .scheduler(time)
        .pages()
        .map(HistoryPage::progress)
        .subscribe(last::set);
  }

  @Test
  void callsThatWereNeverDialledHideNeitherTheDateReachedNorMakeUpATimeLeft() {
    read(CallHistory.of(calls));
    time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(last.get().dateReached()).as("but for the newest day").isEqualTo("2026-11-17");
    assertThat(last.get().timeLeft()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));

    time.advanceTimeBy(Duration.ofMinutes(1));
    assertThat(last.get().windowsDone()).isEqualTo(1 + DAYS - 1);
    assertThat(last.get().dateReached()).isEqualTo("2026-11-01");
    assertThat(last.get().timeLeft()).as("that of two listings of any length").isNull();

    canceled.tryEmitValue(CallPage.of(List.of(), null));
    time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(last.get().done()).isTrue();
    assertThat(last.get().dateReached()).isEqualTo("2026-11-01");
    assertThat(last.get().timeLeft()).isZero();
  }

  @Test
  void noDayIsReachedBeforeOneIsRead() {
    read(CallHistory.of(calls));
    assertThat(last.get().windowsDone()).as("the queue's").isEqualTo(1);
    assertThat(last.get().dateReached()).isNull();
  }

  @Test
  void whatCameBeforeAResumptionIsToldApart() {
    time.advanceTimeTo(TO);
    CallHistory history =
        CallHistory.of(calls).between(FROM, TO).neverDialled(false).scheduler(time);
    AtomicReference<HistoryToken> token = new AtomicReference<>();
    history.read().take(15).map(HistoryCall::token).subscribe(token::set);
    time.advanceTimeBy(Duration.ofMinutes(1));
    history.pages(token.get()).map(HistoryPage::progress).subscribe(last::set);
    time.advanceTimeBy(Duration.ofMinutes(1));

    assertThat(last.get().calls()).isEqualTo(DAYS * 10);
    assertThat(last.get().callsBefore()).isEqualTo(15);
  }
}
