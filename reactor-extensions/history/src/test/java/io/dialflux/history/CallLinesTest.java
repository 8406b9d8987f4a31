package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
