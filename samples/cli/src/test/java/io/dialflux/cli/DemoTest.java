package io.dialflux.cli;

import static io.dialflux.cli.LeadOutcome.NOT_SENT;
import static io.dialflux.cli.LeadOutcome.PLACED;
import static io.dialflux.cli.LeadOutcome.REFUSED;
import static io.dialflux.cli.LeadOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.CallTemplate;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoTest {
  private static final double PACE = 2_000;

  private final Simulator twilio = Simulator.builder().callsPerSecond(1_000).start();
  private final Screen screen = Screen.log();

  @AfterEach
  void close() {
    twilio.close();
  }

  /** Ten that can be called, two that Twilio refuses, three that are no numbers. */
  private static List<Lead> leads() {
    List<Lead> leads = new ArrayList<>();
    for (int i = 10; i < 20; i++) {
      leads.add(new Lead("row-" + i, "Ada", "+121255501" + i));
    }
    leads.add(new Lead("row-20", "Ben", "+15005550001"));
    leads.add(new Lead("row-21", "Cleo", "+1212555010"));
    leads.add(new Lead("row-22", "Dora", ""));
    leads.add(new Lead("row-23", "Emil", "ask at reception"));
    leads.add(new Lead("row-24", "Fay", "(212) 555-0117"));
    return leads;
  }

  private Verdict run() {
    return new Demo(screen.terminal(), twilio, PACE).run(leads());
  }

  @Test
  void whatItSaysIsWhatTheOracleSaw() {
    twilio.nextCreates(
        Fault.SERVER_ERROR_AFTER_PLACING,
        Fault.RESET_AFTER_PLACING,
        Fault.SERVER_ERROR_BEFORE_PLACING,
        Fault.TOO_MANY_REQUESTS);

    Verdict verdict = run();

    Judgement judgement = verdict.judgement();
    assertThat(verdict.broken()).isEmpty();
    assertThat(judgement.said(PLACED)).isEqualTo(7);
    assertThat(judgement.said(REFUSED)).isEqualTo(2);
    assertThat(judgement.said(NOT_SENT)).isEqualTo(3);
    assertThat(judgement.said(UNKNOWN)).isEqualTo(3);
    assertThat(judgement.rang(UNKNOWN)).isEqualTo(2);
    assertThat(verdict.listed()).isEqualTo(9).isEqualTo(twilio.oracle().totalRings());
    assertThat(twilio.oracle().attemptsRungAgain()).isEmpty();
    assertThat(twilio.oracle().createRequests()).isEqualTo(13);
  }

  @Test
  void thePointIsMadeInWordsAndTheLastLineIsForMachines() {
    twilio.nextCreates(Fault.RESET_AFTER_PLACING, Fault.SERVER_ERROR_AFTER_PLACING);

    run();

    List<String> lines = screen.lines();
    assertThat(lines)
        .contains(
            "  2 creates failed after the phone had already been dialled.",
            "  A client that re-sends on 5xx or reset would have rung 2 people again.",
            "  Dialflux rang nobody twice.");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "leads=15 placed=8 refused=2 not-sent=3 unknown=2 misjudged=0 rung-twice=0 listed=10");
  }

  @Test
  void aCallThatNoLeadAccountsForFailsIt() {
    try (CallsClient stranger =
        CallsClient.builder()
            .credentials(
                Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
            .baseUrl(twilio.baseUrl())
            .build()) {
      stranger
          .create(CallTemplate.from("+12125550100").twiml("<Response/>").to("+12125550199"))
          .block();
    }

    Verdict verdict = run();

    assertThat(verdict.exitCode()).isEqualTo(1);
    assertThat(screen.text()).contains("BROKEN: phones rang 11 times, but 10 times for the leads");
  }

  @Test
  void noPhoneNumberIsPrinted() {
    run();

    assertThat(screen.text()).doesNotContain("5550");
  }
}
