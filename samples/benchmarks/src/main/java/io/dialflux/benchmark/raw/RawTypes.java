package io.dialflux.benchmark.raw;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Twilio's ways to write dates and durations. Dates are read by position: through a formatter, four
 * of them would cost 40 % of a call, and the baseline is to be a good one.
 */
final class RawTypes {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private RawTypes() {}

  /** Reads {@code Sun, 22 Nov 2026 08:00:00 +0000}. */
  static Instant date(String t) {
    if (t.length() != 31 || !t.endsWith(" +0000")) {
      throw new IllegalArgumentException("not a date of Twilio's");
    }
    int month = MONTHS.indexOf(t.substring(8, 11)) / 3 + 1;
    long days = LocalDate.of(number(t, 12, 16), month, number(t, 5, 7)).toEpochDay();
    long hours = days * 24 + number(t, 17, 19);
    return Instant.ofEpochSecond((hours * 60 + number(t, 20, 22)) * 60 + number(t, 23, 25));
  }

  private static int number(String t, int from, int to) {
    return Integer.parseInt(t, from, to, 10);
  }

  static final class Rfc2822 extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      return date(parser.getString());
    }
  }

  static final class Seconds extends ValueDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
      return Duration.ofSeconds(Long.parseLong(parser.getString()));
    }
  }

  static final class Millis extends ValueDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
      return Duration.ofMillis(Long.parseLong(parser.getString()));
    }
  }
}
