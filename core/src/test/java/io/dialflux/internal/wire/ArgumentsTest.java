package io.dialflux.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A range includes both its ends, and nothing beyond them. */
class ArgumentsTest {
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 9, 10})
  void whatIsInARangeIsTaken(int n) {
    assertThat(Arguments.range("n", n, 5, 10)).isEqualTo(n);
    assertThat(Arguments.seconds("n", Duration.ofSeconds(n), 5, 10)).isEqualTo("" + n);
    assertThat(Arguments.millis("n", Duration.ofMillis(n), 5, 10)).isEqualTo("" + n);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -5, 4, 11, Integer.MAX_VALUE})
  void whatIsNotIsRefusedByName(int n) {
    refused(() -> Arguments.range("n", n, 5, 10));
    refused(() -> Arguments.seconds("n", Duration.ofSeconds(n), 5, 10));
    refused(() -> Arguments.millis("n", Duration.ofMillis(n), 5, 10));
  }

  @Test
  void halfAUnitIsNoUnit() {
    refused(() -> Arguments.seconds("n", Duration.ofMillis(5_500), 5, 10));
    refused(() -> Arguments.millis("n", Duration.ofNanos(5_500_000), 5, 10));
    refused(() -> Arguments.positive("n", Duration.ZERO));
    refused(() -> Arguments.positive("n", Duration.ofNanos(-1)));
    assertThat(Arguments.positive("n", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
  }

  private static void refused(Runnable given) {
    assertThatIllegalArgumentException().isThrownBy(given::run).withMessageStartingWith("n must");
  }
}
