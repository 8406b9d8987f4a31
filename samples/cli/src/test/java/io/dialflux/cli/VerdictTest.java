package io.dialflux.cli;

import static io.dialflux.cli.LeadOutcome.NOT_SENT;
import static io.dialflux.cli.LeadOutcome.PLACED;
import static io.dialflux.cli.LeadOutcome.REFUSED;
import static io.dialflux.cli.LeadOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static LeadResult result(String id, LeadOutcome outcome, int rings) {
    return new LeadResult(id, outcome, rings);
  }

  private static Verdict verdict(int leads, List<LeadResult> results, long rings, long listed) {
    return new Verdict(Judgement.of(leads, results), listed, rings, List.of());
  }

  @Test
  void keptWhenDiallerAndOracleAgree() {
    Verdict verdict =
        verdict(
            5,
            List.of(
                result("a", PLACED, 1),
                result("b", REFUSED, 0),
                result("c", NOT_SENT, 0),
                result("d", UNKNOWN, 1),
                result("e", UNKNOWN, 0)),
            2,
            2);

    assertThat(verdict.broken()).isEmpty();
    assertThat(verdict.exitCode()).isZero();
    assertThat(verdict.judgement().rang(UNKNOWN)).isEqualTo(1);
    assertThat(verdict.line())
        .isEqualTo(
            "leads=5 placed=1 refused=1 not-sent=1 unknown=2 misjudged=0 rung-twice=0 listed=2");
  }

  @ParameterizedTest
  @CsvSource({
    "PLACED, 0, true",
    "PLACED, 1, false",
    "REFUSED, 0, false",
    "REFUSED, 1, true",
    "NOT_SENT, 0, false",
    "NOT_SENT, 1, true",
    "UNKNOWN, 0, false",
    "UNKNOWN, 1, false"
  })
  void whatTheDiallerSaidIsHeldAgainstTheRings(LeadOutcome said, int rings, boolean misjudged) {
    Verdict verdict = verdict(1, List.of(result("a", said, rings)), rings, rings);

    assertThat(verdict.judgement().misjudged()).isEqualTo(misjudged ? 1 : 0);
    assertThat(verdict.exitCode()).isEqualTo(misjudged ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"PLACED", "UNKNOWN"})
  void aPhoneRungTwiceBreaksThePromise(LeadOutcome said) {
    Verdict verdict = verdict(1, List.of(result("a", said, 2)), 2, 2);

    assertThat(verdict.line()).contains("misjudged=0 rung-twice=1");
    assertThat(verdict.exitCode()).isEqualTo(1);
  }

  @Test
  void aLeadWithoutAnOutcomeBreaksThePromise() {
    assertThat(verdict(2, List.of(result("a", REFUSED, 0)), 0, 0).exitCode()).isEqualTo(1);
  }

  @Test
  void aLeadForgottenBehindAnotherToldTwiceBreaksThePromise() {
    List<LeadResult> results = List.of(result("a", REFUSED, 0), result("a", REFUSED, 0));

    assertThat(verdict(2, results, 0, 0).exitCode()).isEqualTo(1);
  }

  @Test
  void aListThatHoldsMoreOrLessThanRangBreaksThePromise() {
    List<LeadResult> results = List.of(result("a", PLACED, 1));

    assertThat(verdict(1, results, 1, 0).exitCode()).isEqualTo(1);
    assertThat(verdict(1, results, 1, 2).exitCode()).isEqualTo(1);
  }

  @Test
  void aRingForNoLeadBreaksThePromise() {
    List<LeadResult> results = List.of(result("a", PLACED, 1));

    assertThat(verdict(1, results, 2, 2).exitCode()).isEqualTo(1);
  }

  @Test
  void aDiallerThatFailedBreaksThePromise() {
    List<LeadResult> results = List.of(result("a", PLACED, 1));
    Verdict verdict =
        new Verdict(Judgement.of(1, results), 1, 1, List.of("the dialler ended with 1"));

    assertThat(verdict.broken()).containsExactly("the dialler ended with 1");
    assertThat(verdict.exitCode()).isEqualTo(1);
  }
}
