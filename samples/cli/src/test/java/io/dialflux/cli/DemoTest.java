package io.dialflux.cli;

import static io.dialflux.cli.LeadOutcome.NOT_SENT;
import static io.dialflux.cli.LeadOutcome.PLACED;
import static io.dialflux.cli.LeadOutcome.REFUSED;
import static io.dialflux.cli.LeadOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.CallTemplate;
import io.dialflux.campaign.Lead;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  /**
   * So slow that creates reach the simulator in order, whose faults are for the first four, and
   * that the kill, which is between the sixth and the ninth, comes before the last: the one
   * refused.
   */
  private static final double PACE = 2;

  private final Simulator twilio = Simulator.builder().callsPerSecond(30).clockSpeed(120).start();
  private final Screen screen = Screen.log();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    twilio.close();
  }

  /** Ten that can be called, one that Twilio refuses, three without a number, one listed twice. */
  private static List<Lead> leads() {
    List<String> phones = new ArrayList<>();
    for (int i = 10; i < 20; i++) {
      phones.add("+121255501" + i);
    }
    phones.addAll(List.of("+15005550001", "+1212555010", "", "ask at reception", "+12125550110"));
    List<Lead> leads = new ArrayList<>();
    for (String phone : phones) {
      leads.add(Lead.of(phone).line(leads.size() + 2).data(Map.of("name", "Ada <& Co.>")));
    }
    return leads;
  }

  private Verdict run() throws Exception {
    return new Demo(screen.terminal(), twilio, PACE, folder).run(leads());
  }

  @Test
  void whatItSaysIsWhatTheOracleSawThoughTheDiallerWasKilled() throws Exception {
    twilio.nextCreates(
        Fault.SERVER_ERROR_AFTER_PLACING,
        Fault.RESET_AFTER_PLACING,
        Fault.SERVER_ERROR_BEFORE_PLACING,
        Fault.TOO_MANY_REQUESTS);

    Verdict verdict = run();

    Judgement judgement = verdict.judgement();
    assertThat(verdict.broken()).isEmpty();
    assertThat(judgement.said(REFUSED)).isEqualTo(1);
    assertThat(judgement.said(NOT_SENT)).isEqualTo(4);
    // what was under way when the dialler was killed may not have been sent
    assertThat(judgement.said(UNKNOWN)).isBetween(1, 3);
    assertThat(judgement.said(PLACED) + judgement.said(UNKNOWN)).isEqualTo(10);
    assertThat(judgement.rang(UNKNOWN)).isZero();
    assertThat(verdict.listed())
        .isEqualTo(judgement.said(PLACED))
        .isEqualTo(twilio.oracle().totalRings());
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    assertThat(twilio.oracle().attemptsRungAgain()).isEmpty();

    assertThat(screen.text())
        .containsPattern("kill -9 \\d+: the dialler is dead, with \\d+ creates? under way")
        .contains(
            "  A client that re-sends on 5xx or reset would have rung ",
            "  Dialflux rang nobody twice.")
        .doesNotContain("5550");
    assertThat(screen.lines().get(screen.lines().size() - 1))
        .matches(
            "leads=15 placed=\\d refused=1 not-sent=4 unknown=\\d misjudged=0 rung-twice=0 listed=\\d");
  }

  @Test
  void aCallThatNoLeadAccountsForFailsIt() throws Exception {
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
    assertThat(screen.text()).containsPattern("BROKEN: phones rang \\d+ times, but \\d+ times for");
  }
}
