package io.dialflux.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.benchmark.server.Behaviour;
import io.dialflux.benchmark.server.MockTwilio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each contender at work for a moment: whether it works, not how fast. */
class ContenderTest {
  private static MockTwilio server;

  @BeforeAll
  static void start() {
    server = new MockTwilio();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "databind", "dialflux", "twilio"})
  void creates(String contender) throws InterruptedException {
    Figures figures = create(contender, Behaviour.AT_ONCE);
    assertThat(figures.get("calls_per_second")).isPositive();
    assertThat(figures.get("requests")).isGreaterThanOrEqualTo(1);
    assertThat(figures.get("checksum") > 0).isEqualTo(!contender.equals("bytes"));
    assertThat(figures.get("p50_millis")).isPositive().isLessThan(figures.get("p99_millis") + 1);
  }

  @Test
  void createsWaitForASlowServer() throws InterruptedException {
    assertThat(create("dialflux", Behaviour.AFTER_50).get("p50_millis")).isGreaterThan(49);
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"AT_ONCE", "CHUNKED", "GZIP", "AWKWARD"})
  void allListingsReadTheSame(Behaviour framing) throws InterruptedException {
    List<Double> sums = new ArrayList<>();
    for (String contender : List.of("databind", "streaming", "dialflux", "twilio")) {
      Figures figures = list(contender, framing, "pages=3");
      assertThat(figures.get("calls")).isEqualTo(3_000);
      sums.add(figures.get("checksum"));
    }
    assertThat(sums.stream().distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "list_read", "history", "jsonl", "csv", "twilio"})
  void historiesAreRead(String contender) throws InterruptedException {
    Figures figures =
        Contender.measure(
            "work=history",
            "contender=" + contender,
            "port=" + server.port(Behaviour.HISTORY),
            "days=1");
    assertThat(figures.get("calls")).isBetween(9_800.0, 10_200.0);
  }

  @Test
  void bytesAloneFollowTheLinks() throws InterruptedException {
    assertThat(list("bytes", Behaviour.AT_ONCE, "pages=3").get("calls")).isEqualTo(3_000);
  }

  @Test
  void aSlowPageIsReadToItsEnd() throws InterruptedException {
    assertThat(list("dialflux", Behaviour.TRICKLE, "pages=1").get("calls")).isEqualTo(1_000);
  }

  @Test
  void whatIsAliveIsLookedAtWhileTheListingIsUnderWay() throws InterruptedException {
    Figures figures = list("dialflux", Behaviour.AT_ONCE, "pages=2", "live=1");
    assertThat(figures.get("live_heap_mb")).isPositive();
  }

  @Test
  void aSlowConsumerGetsAll() throws InterruptedException {
    Figures figures = list("dialflux", Behaviour.AT_ONCE, "pages=1", "pause_micros=50");
    assertThat(figures.get("calls")).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bulk", "campaign"})
  void dials(String contender) throws InterruptedException {
    Figures figures =
        Contender.measure(
            "work=dial",
            "contender=" + contender,
            "port=" + server.port(Behaviour.AFTER_50),
            "in_flight=20",
            "connections=21",
            "leads=2000",
            "warmup_millis=300",
            "millis=300");
    assertThat(figures.get("calls_per_second")).isPositive();
  }

  @Test
  void aListIsLoadedAndAPartOfItDialled() throws InterruptedException {
    Figures figures =
        Contender.measure(
            "work=ledger",
            "port=" + server.port(Behaviour.AT_ONCE),
            "in_flight=20",
            "leads=15000",
            "dialled=300");
    assertThat(figures.get("dialled")).isBetween(300.0, 14_999.0);
  }

  @Test
  void paces() throws InterruptedException {
    Figures figures =
        Contender.measure("work=pace", "port=" + server.port(Behaviour.AT_ONCE), "seconds=2");
    for (int rate : List.of(1, 30, 500)) {
      assertThat(figures.get("per_second_at_" + rate)).isPositive();
      assertThat(figures.get("most_in_a_second_at_" + rate)).isBetween(1.0, (double) rate);
    }
  }

  @Test
  void turnsOfAnySecondAreCounted() {
    long[] times = {0, 999_999_999, 1_000_000_000, 1_500_000_000, 1_999_999_998};
    Turns turns = new Turns(new LastLook());
    for (long time : times) {
      turns.at(time);
    }
    assertThat(turns.mostInASecond()).isEqualTo(4);
    assertThat(turns.perSecond()).isEqualTo(4e9 / 1_999_999_998);
  }

  @Test
  void aRunWithErrorsIsNoMeasurement() {
    assertThatThrownBy(
            () ->
                Contender.measure(
                    "work=create",
                    "contender=databind",
                    "port=1",
                    "in_flight=1",
                    "connections=2",
                    "warmup_millis=100",
                    "millis=100"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Figures create(String contender, Behaviour behaviour) throws InterruptedException {
    return Contender.measure(
        "work=create",
        "contender=" + contender,
        "port=" + server.port(behaviour),
        "in_flight=4",
        "connections=5",
        "warmup_millis=300",
        "millis=300");
  }

  private static Figures list(String contender, Behaviour behaviour, String... more)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(Arrays.asList(more));
    arguments.add("work=list");
    arguments.add("contender=" + contender);
    arguments.add("port=" + server.port(behaviour));
    arguments.add("connections=4");
    return Contender.measure(arguments.toArray(String[]::new));
  }
}
