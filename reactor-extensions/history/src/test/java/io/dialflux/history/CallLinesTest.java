package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class CallLinesTest {
  private static final Call CALL =
      Call.parse(
          "{\"sid\":\"CA0123456789abcdef0123456789abcdef\",\"status\":\"busy\","
              + "\"to\":\"+12125550123\"}");

  @Test
  void csvHasAHeaderAndALineForEachCall() {
    assertThat(CallLines.csv().header()).startsWith("sid,").endsWith("\r\n");
    assertThat(CallLines.csv().of(List.of(CALL, CALL)).lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith(CALL.sid() + ",") && line.contains(",+12125550123,"));
    assertThat(CallLines.csv().neutraliseFormulas().of(List.of(CALL))).contains(",'+12125550123,");
  }

  @Test
  void whatShouldBeANumberIsNeutralisedWhereItIsNone() {
    CallLines csv = CallLines.csv().neutraliseFormulas();
    assertThat(csv.of(List.of(priced("=1+1")))).contains(",'=1+1,");
    assertThat(csv.of(List.of(priced("-0.01")))).contains(",-0.01,");
  }

  private static Call priced(String price) {
    return Call.parse("{\"sid\":\"CA1\",\"status\":\"busy\",\"price\":\"" + price + "\"}");
  }

  @Test
  void jsonHasNoHeaderAndIsReadAsACall() {
    CallLines json = CallLines.jsonLines().neutraliseFormulas();
    assertThat(json.header()).isEmpty();
    assertThat(json.of(List.of())).isEmpty();
    assertThat(Call.parse(json.of(List.of(CALL))).to()).isEqualTo("+12125550123");
  }

  /** The sums of a manifest are of whole lines, and compared with those of other processes. */
  @Test
  void fieldsThatHaveNoAccessorAreInOneOrderInEveryProcess() {
    Call call =
        Call.parse(
            "{\"sid\":\"CA1\",\"zoo\":1,\"bees\":1,\"yard\":1,\"ants\":1,\"x\":1,\"cat\":1}");
    assertThat(CallLines.jsonLines().of(List.of(call)))
        .endsWith(
            ",\"ants\":\"1\",\"bees\":\"1\",\"cat\":\"1\",\"x\":\"1\",\"yard\":\"1\",\"zoo\":\"1\"}\n");
  }

  @Test
  void ofAHistoryThereIsTheHeaderAndThenAPageForEachRequest() {
    StubCalls calls = new StubCalls(2, 3);
    LocalDate day = LocalDate.of(2026, 11, 22);
    Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    CallHistory history =
        CallHistory.of(calls)
            .between(midnight, midnight.plus(Duration.ofDays(1)))
            .neverDialled(false)
            .concurrency(1);
    CallLines csv = CallLines.csv();
    StepVerifier.create(csv.of(history), 1)
        .assertNext(header -> assertThat(text(header)).isEqualTo(csv.header()))
        .then(() -> assertThat(calls.fetched).hasValue(0))
        .thenRequest(2)
        .assertNext(page -> assertThat(text(page)).isEqualTo(csv.of(calls.page(day, 0).calls())))
        .assertNext(page -> assertThat(text(page)).isEqualTo(csv.of(calls.page(day, 1).calls())))
        .verifyComplete();

    List<byte[]> json = CallLines.jsonLines().of(history).collectList().block();
    assertThat(json).hasSize(2);
    assertThat(text(json.get(0))).isEqualTo(CallLines.jsonLines().of(calls.page(day, 0).calls()));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
