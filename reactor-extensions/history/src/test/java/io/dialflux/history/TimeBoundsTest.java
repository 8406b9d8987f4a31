package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.error.NotSentException;
import io.dialflux.http.ApiResponse;
import io.dialflux.simulator.Simulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A page that never comes to its end holds no history and no export. In virtual time. */
class TimeBoundsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir Path folder;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger givenUp = new AtomicInteger();

  TimeBoundsTest() {
    time.advanceTimeTo(Instant.parse("2026-11-22T00:00:00Z"));
  }

  /** In seconds; the client has no time-out for operations where that is 0. */
  @ParameterizedTest
  @CsvSource({"40, 0, 300", "200, 0, 400", "80000, 0, 86400", "40, 600, 300", "40, 30, 30"})
  void aPageIsGivenUpAndAskedForAgain(long responseTimeout, long operationTimeout, long bound) {
    try (CallsClient calls = neverEnding(responseTimeout, operationTimeout)) {
      Disposable reading = history(calls).calls().subscribe();
      assertThat(asked).hasValue(1);

      time.advanceTimeBy(Duration.ofSeconds(bound).minus(SECOND));
      assertThat(givenUp).as("a second before").hasValue(0);
      time.advanceTimeBy(SECOND);
      assertThat(givenUp).hasValue(1);
      time.advanceTimeBy(SECOND); // longer than the first wait
      assertThat(asked).hasValue(2);
      reading.dispose();
    }
  }

  @Test
  void aHistoryEndsWithThePlaceToGoOn() {
    try (CallsClient calls = neverEnding(40, 0)) {
      CompletableFuture<Long> reading = history(calls).calls().count().toFuture();
      time.advanceTimeBy(Duration.ofHours(1));
      assertThatThrownBy(() -> reading.get(1, TimeUnit.MINUTES))
          .hasCauseInstanceOf(HistoryInterruptedException.class)
          .hasRootCauseInstanceOf(NotSentException.class);
      assertThat(asked).hasValue(8);
    }
  }

  @Test
  void anExportEnds() throws Exception {
    try (CallsClient calls = neverEnding(40, 0)) {
      CompletableFuture<?> export =
          CallExport.jsonLines(folder.resolve("calls.jsonl"))
              .write(history(calls))
              .then()
              .toFuture();
      Flux.interval(Duration.ofMillis(10)).filter(i -> asked.get() == 1).blockFirst(LONG);
      time.advanceTimeBy(Duration.ofHours(1));
      assertThatThrownBy(() -> export.get(1, TimeUnit.MINUTES))
          .hasRootCauseInstanceOf(NotSentException.class);
    }
  }

  @Test
  void aTailAsksAgainWithItsNextLook() {
    try (CallsClient calls = neverEnding(40, 0)) {
      Disposable tail =
          CallHistory.of(calls).scheduler(time).tail(Duration.ofMinutes(1)).subscribe();
      assertThat(asked).hasValue(1);
      time.advanceTimeBy(Duration.ofMinutes(5));
      assertThat(givenUp).hasValue(1);
      time.advanceTimeBy(Duration.ofMinutes(1));
      assertThat(asked).hasValue(2);
      tail.dispose();
    }
  }

  private CallHistory history(CallsClient calls) {
    Instant from = Instant.parse("2026-11-20T00:00:00Z");
    return CallHistory.of(calls)
        .between(from, from.plus(Duration.ofDays(1)))
        .concurrency(1)
        .scheduler(time);
  }

  private CallsClient neverEnding(long responseTimeout, long operationTimeout) {
    CallsClientBuilder builder =
        CallsClient.builder()
            .credentials(
                Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
            .baseUrl(URI.create("http://127.0.0.1:9"))
            .scheduler(time)
            .responseTimeout(Duration.ofSeconds(responseTimeout))
            .filter(
                (request, next) ->
                    Mono.<ApiResponse>never()
                        .doOnSubscribe(subscribed -> asked.incrementAndGet())
                        .doOnCancel(givenUp::incrementAndGet));
    return (operationTimeout == 0
            ? builder
            : builder.operationTimeout(Duration.ofSeconds(operationTimeout)))
        .build();
  }
}
