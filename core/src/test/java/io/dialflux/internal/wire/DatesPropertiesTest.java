package io.dialflux.internal.wire;

import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Dates as the JDK's own formatters have them, only faster. */
class DatesPropertiesTest {
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_9999 = 253_402_300_799L;

  private static Instant rfc(String text) {
    try {
      return Instant.from(RFC_1123_DATE_TIME.parse(text));
    } catch (DateTimeException none) {
      return null;
    }
  }

  @Property
  void everyInstantComesBack(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long second,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offset) {
    Instant instant = Instant.ofEpochSecond(second);
    ZoneOffset zone = ZoneOffset.ofTotalSeconds(offset * 60);
    OffsetDateTime there = instant.atOffset(zone);
    String twilios =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", java.util.Locale.US)
            .format(instant.atOffset(UTC));
    if (instant.atOffset(UTC).getYear() > 0) { // yyyy is of the era
      assertThat(Dates.parse(twilios)).isEqualTo(instant);
    }
    if (there.getYear() >= 0 && there.getYear() <= 9999) {
      assertThat(Dates.parse(RFC_1123_DATE_TIME.format(there))).isEqualTo(instant);
      assertThat(Dates.parse(" " + there + "\n")).isEqualTo(instant);
    }
  }

  /** Dates with up to three characters changed, and text of any kind. */
  @Provide
  Arbitrary<String> nearlyDates() {
    Arbitrary<String> dates =
        Arbitraries.longs()
            .between(YEAR_0, YEAR_9999)
            .map(s -> Instant.ofEpochSecond(s).atOffset(UTC))
            .map(d -> RFC_1123_DATE_TIME.format(d).replace("GMT", "+0000"));
    Arbitrary<Character> odd =
        Arbitraries.of(
            "0123456789:, +-JanFebT\u0660\u0000".chars().mapToObj(c -> (char) c).toList());
    Arbitrary<String> changed =
        Combinators.combine(dates, odd.list().ofSize(3), Arbitraries.integers().list().ofSize(3))
            .as(DatesPropertiesTest::changed);
    return Arbitraries.oneOf(changed, Arbitraries.strings().ofMaxLength(40));
  }

  private static String changed(String date, List<Character> to, List<Integer> at) {
    StringBuilder text = new StringBuilder(date);
    for (int i = 0; i < to.size(); i++) {
      text.setCharAt(Math.floorMod(at.get(i), text.length()), to.get(i));
    }
    return text.toString();
  }

  @Property(tries = 3_000)
  void whatTheJdkReadsIsReadAlikeAndNothingThrows(@ForAll("nearlyDates") String text) {
    Instant jdks = rfc(text.trim());
    Instant ours = Dates.parse(text);
    if (jdks != null) {
      assertThat(ours).isEqualTo(jdks);
    } else if (ours != null) {
      String behindTheDay =
          DateTimeFormatter.ofPattern(", dd MMM uuuu HH:mm:ss +0000", java.util.Locale.US)
              .format(ours.atOffset(UTC)); // the day of the week is not needed, so not checked
      assertThat(text.substring(3)).isEqualTo(behindTheDay);
    }
  }

  /** Most follow one of the same day, and some of them are none. */
  @Property
  void aReaderOfManyReadsEachAsIfItWereAlone(@ForAll List<@From("nearlyDates") String> texts) {
    DateReader reader = new DateReader();
    for (String text : texts) {
      byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), Dates.LENGTH);
      for (byte[] date : List.of(bytes, atAnotherSecond(bytes), bytes)) {
        long second = reader.second(date, 0);
        assertThat(second == DateReader.NO_DATE ? null : Instant.ofEpochSecond(second))
            .isEqualTo(Dates.parse(date, 0));
      }
    }
  }

  private static byte[] atAnotherSecond(byte[] date) {
    byte[] changed = date.clone();
    changed[24] = (byte) (date[24] == '7' ? '8' : '7');
    return changed;
  }

  /** A filter's bound: the first whole second that is not before the instant. */
  @Property
  void aFilterIsRoundedUpToAWholeSecond(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_9999 - 1) long second,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    Instant sent = Instant.parse(Dates.utc(instant));
    assertThat(sent).isEqualTo(sent.truncatedTo(ChronoUnit.SECONDS)).isAfterOrEqualTo(instant);
    assertThat(sent.minusSeconds(1)).isBefore(instant);
    assertThat(Dates.utc(instant)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  }
}
