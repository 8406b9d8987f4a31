package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryByOutcomeTest {
  private static final RetryByOutcome RULE =
      RetryByOutcome.none()
          .busy(Duration.ofMinutes(10), 3)
          .noAnswer(Duration.ofHours(2), 1)
          .machine(Duration.ofDays(1), 2);

  @Test
  void eachOutcomeHasItsDelayAndItsMaximum() {
    assertThat(RULE.after(LeadState.BUSY, 3)).isEqualTo(Duration.ofMinutes(10));
    assertThat(RULE.after(LeadState.BUSY, 4)).isNull();
    assertThat(RULE.after(LeadState.NO_ANSWER, 1)).isEqualTo(Duration.ofHours(2));
    assertThat(RULE.after(LeadState.NO_ANSWER, 2)).isNull();
    assertThat(RULE.after(LeadState.FAILED, 1)).isNull();
    assertThat(RULE.after(LeadState.COMPLETED, 1)).isNull();
    assertThat(RULE.most(LeadState.MACHINE)).isEqualTo(2);
    assertThat(RetryByOutcome.none().isNone()).isTrue();
    assertThat(RetryByOutcome.none().busy(Duration.ZERO, 0).isNone()).isTrue();
  }

  @Test
  void itsTextIsReadBack() {
    assertThat(RULE).hasToString("machine=2xPT24H,busy=3xPT10M,no-answer=1xPT2H");
    assertThat(RetryByOutcome.parse(RULE.toString())).isEqualTo(RULE);
    assertThat(RetryByOutcome.parse("")).isEqualTo(RetryByOutcome.none());
    assertThat(RetryByOutcome.parse("busy=1xPT1M, failed=2xP1D").most(LeadState.FAILED))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "busy",
        "busy=3",
        "busy=3xsoon",
        "late=3xPT1M",
        "busy=9999xPT1M",
        ",busy=1xPT1M",
        "busy=1xPT1M,busy=1xP1D"
      })
  void whatIsWrongIsSaid(String text) {
    assertThatThrownBy(() -> RetryByOutcome.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
