package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonBytesTest {
  private static String text(JsonBytes json) {
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+15558675310",
        "\"",
        "\\",
        "a\nb\u0001",
        "sip:jürgen@example.com",
        "😀\u007f"
      })
  void aStringIsReadBackAsItWas(String value) {
    JsonBytes json = new JsonBytes(1).string(value);
    assertThat(new JsonMapper().readTree(json.toByteArray()).asString()).isEqualTo(value);
  }

  @Test
  void nullIsNull() {
    assertThat(text(new JsonBytes(1).string(null).raw(",").date(-1))).isEqualTo("null,null");
  }

  @Test
  void datesAreWrittenAlsoWhenTheDayChanges() {
    long midnight = 1_787_097_600_000L;
    JsonBytes json = new JsonBytes(8);
    for (long millis : new long[] {0, midnight - 1, midnight, midnight + 3_661_000, midnight - 1}) {
      json.date(millis);
    }
    assertThat(text(json))
        .isEqualTo(
            '"'
                + WireDate.of(0)
                + "\"\""
                + WireDate.of(midnight - 1)
                + "\"\""
                + WireDate.of(midnight)
                + "\"\""
                + WireDate.of(midnight + 3_661_000)
                + "\"\""
                + WireDate.of(midnight - 1)
                + '"');
  }

  @Test
  void holesAreFilled() {
    byte[] template = JsonBytes.ascii("[\"**\",\"**\"]");
    JsonBytes json = new JsonBytes(2).raw("1,").template(template, new int[] {2, 7}, "CA");
    assertThat(text(json)).isEqualTo("1,[\"CA\",\"CA\"]");
  }
}
