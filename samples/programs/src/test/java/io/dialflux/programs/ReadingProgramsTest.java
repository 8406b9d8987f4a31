package io.dialflux.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.history.HistoryProgress;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.SimulatorBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.util.retry.Retry;

/** Runs the programs that read, change and delete calls, in a world where time stands still. */
class ReadingProgramsTest {
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  private static final String TENANT = "AC0123456789abcdef0123456789abcdee";

  private static SimulatorBuilder standing() {
    return Simulator.builder().startTime(START).clockSpeed(0).callsPerSecond(100);
  }

  private static String[] numbers(int count) {
    String[] numbers = new String[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = "+1212555" + (1_000 + i);
    }
    return numbers;
  }

  @Test
  void readHistoryFindsTheBusyOnesAndFetchesTheirPagesOnly() {
    try (Simulator twilio = standing().outcomes(Outcomes.of(0, 1, 0, 0)).start();
        CallsClient calls = Local.client(twilio)) {
      Local.place(calls, numbers(120));
      twilio.advance(Duration.ofMinutes(5));
      long before = twilio.oracle().requests();

      List<Call> busy = ReadHistory.busySince(calls, START).collectList().block();

      assertThat(busy).hasSize(120).allMatch(call -> call.status().equals(CallStatus.BUSY));
      assertThat(twilio.oracle().requests() - before).isEqualTo(2); // of 100
      assertThat(ReadHistory.busySince(calls, twilio.now()).collectList().block()).isEmpty();
    }
  }

  @Test
  void exportHistoryWritesEveryCallOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("calls.csv");
    try (Simulator twilio = standing().history(3_000, Duration.ofDays(20)).start();
        CallsClient calls = Local.client(twilio)) {
      Instant from = START.minus(Duration.ofDays(30));
      ExportHistory.export(calls, from, file).take(3).blockLast();

      HistoryProgress done = export(calls, from, file);

      assertThat(done.calls()).isEqualTo(3_000);
      assertThat(Files.readAllLines(file)).hasSize(3_001).doesNotHaveDuplicates();
    }
  }

  /** Again where the one that was cut off has not closed its file yet. */
  private static HistoryProgress export(CallsClient calls, Instant from, Path file) {
    return ExportHistory.export(calls, from, file)
        .retryWhen(Retry.fixedDelay(50, Duration.ofMillis(50)))
        .blockLast();
  }

  @Test
  void resumeListingGoesOnWhereTheFirstRunBrokeOff(@TempDir Path folder) throws IOException {
    Path bookmark = folder.resolve("bookmark");
    try (Simulator twilio = standing().start();
        CallsClient calls = Local.client(twilio).retry(RetryPolicy.none())) {
      List<String> placed = Local.place(calls, numbers(60));
      List<String> read = new ArrayList<>();
      twilio.nextRequests(Fault.NONE, Fault.UNAVAILABLE_BEFORE_PLACING);

      assertThatThrownBy(
              () ->
                  ResumeListing.goOn(calls, bookmark)
                      .doOnNext(call -> read.add(call.sid()))
                      .blockLast())
          .isInstanceOf(ListingInterruptedException.class);
      assertThat(read).hasSize(50);
      assertThat(bookmark).exists();

      ResumeListing.goOn(calls, bookmark).doOnNext(call -> read.add(call.sid())).blockLast();
      assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(placed);
    }
  }

  @Test
  void hangUpTakesBackWhatIsQueued() {
    try (Simulator twilio = standing().callsPerSecond(1).start();
        CallsClient calls = Local.client(twilio)) {
      Local.place(calls, numbers(5));
      assertThat(HangUp.cancelQueued(calls).map(Call::status).collectList().block())
          .hasSize(4)
          .containsOnly(CallStatus.CANCELED);
      assertThat(twilio.oracle().totalRings()).isEqualTo(1); // the first one had left the queue
    }
  }

  @Test
  void hangUpSaysGoodbyeToWhomItTalksTo() {
    try (Simulator twilio = standing().outcomes(Outcomes.allCompleted()).start();
        CallsClient calls = Local.client(twilio)) {
      List<String> sids = Local.place(calls, numbers(2));
      assertThat(HangUp.sayGoodbye(calls, sids.get(0)).block().status().isTerminal()).isTrue();

      CallStatus status = CallStatus.QUEUED;
      while (!status.equals(CallStatus.IN_PROGRESS)) {
        twilio.advance(Duration.ofSeconds(1));
        status = calls.fetch(sids.get(1)).block().status();
        assertThat(status.isTerminal()).isFalse();
      }
      assertThat(HangUp.sayGoodbye(calls, sids.get(1)).block().status())
          .isEqualTo(CallStatus.IN_PROGRESS); // until it is said
    }
  }

  @Test
  void deleteCallsLeavesOtherNumbersAndCallsUnderWay() {
    try (Simulator twilio = standing().start();
        CallsClient calls = Local.client(twilio)) {
      Local.place(calls, "+15558675310", "+15558675311", "+15558675310");
      twilio.advance(Duration.ofHours(1));
      Local.place(calls, "+15558675310");

      assertThat(DeleteCalls.deleteCallsTo(calls, "+15558675310").block()).isEqualTo(2);
      assertThat(calls.list(CallFilter.all()).map(Call::to).collectList().block())
          .containsExactly("+15558675310", "+15558675311");
    }
  }

  @Test
  void measureHearsOfEveryOperationOnce() {
    List<String> heard = new ArrayList<>();
    try (Simulator twilio = standing().start();
        CallsClient calls =
            Measure.measured(
                Local.options(twilio),
                (name, time) -> {
                  assertThat(time).isPositive();
                  heard.add(name);
                })) {
      twilio.nextCreates(Fault.NONE, Fault.TOO_MANY_REQUESTS_RETRY_AFTER);
      Local.place(calls, numbers(2)); // the second is sent twice
      twilio.nextCreates(Fault.RESET_AFTER_PLACING);
      assertThatThrownBy(() -> Local.place(calls, numbers(1)));
      calls.list(CallFilter.all()).blockLast();
    }
    assertThat(heard).containsExactly("create ok", "create ok", "create UNKNOWN", "list ok");
  }

  @Test
  void subaccountsAreCountedOverTheSameConnections() {
    try (Simulator twilio =
            standing()
                .account(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN)
                .subaccount(Simulator.DEFAULT_ACCOUNT_SID, TENANT, "other")
                .start();
        CallsClient calls = Local.options(twilio).maxConnections(1).build()) {
      Local.place(calls, numbers(2));
      Local.place(calls.account(TENANT), numbers(3));
      twilio.advance(Duration.ofMinutes(1));

      List<String> accounts = List.of(Simulator.DEFAULT_ACCOUNT_SID, TENANT);
      LocalDate day = LocalDate.ofInstant(START, ZoneOffset.UTC);
      assertThat(Subaccounts.count(calls, accounts, day).block())
          .isEqualTo(Map.of(Simulator.DEFAULT_ACCOUNT_SID, 2L, TENANT, 3L));
      assertThat(twilio.oracle().connections()).as("of all accounts together").isEqualTo(1);
    }
  }
}
