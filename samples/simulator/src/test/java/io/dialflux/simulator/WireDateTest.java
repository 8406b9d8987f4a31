package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireDateTest {
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2024-02-29T23:59:59.999Z",
        "2026-08-18T09:05:00Z",
        "2026-12-31T12:34:56Z",
        "2027-01-01T00:00:01Z"
      })
  void isRfc2822(String instant) {
    Instant time = Instant.parse(instant);
    assertThat(WireDate.of(time.toEpochMilli())).isEqualTo(RFC_2822.format(time));
  }
}
