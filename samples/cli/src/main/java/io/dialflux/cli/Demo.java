package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadState;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a dialler call leads at a simulator that fails, kills it half-way and starts it again, reads
 * the calls back, and asks the oracle who was right. Everything is told on the terminal, by the
 * main thread, from the ledger.
 */
final class Demo {
  private static final String CAMPAIGN = "leads";
  private static final int PAGE_SIZE = 100;
  private static final Duration LONGER_THAN_ANY_CALL = Duration.ofMinutes(10);
  private static final Duration TICK = Duration.ofMillis(50);

  private final Terminal terminal;
  private final Simulator twilio;
  private final double callsPerSecond;
  private final Path folder;

  /**
   * @param folder empty, for the list and the ledger
   */
  Demo(Terminal terminal, Simulator twilio, double callsPerSecond, Path folder) {
    this.terminal = terminal;
    this.twilio = twilio;
    this.callsPerSecond = callsPerSecond;
    this.folder = folder;
  }

  Verdict run(List<Lead> leads) throws IOException, InterruptedException {
    Path list = folder.resolve(CAMPAIGN + ".csv");
    Path ledger = folder.resolve(CAMPAIGN + ".ledger");
    DemoLeads.write(leads, list);
    Dialler dialler = Dialler.start(list, ledger, twilio.baseUrl(), callsPerSecond);
    try (LedgerWatch watch = new LedgerWatch(ledger, CAMPAIGN)) {
      DemoRun run = dial(dialler, watch);
      Judgement judgement = Judgement.of(leads.size(), run.results(twilio.oracle()::rings));
      Verdict verdict =
          new Verdict(judgement, readBack(), twilio.oracle().totalRings(), run.complaints());
      long rangUnanswered = run.rangUnanswered(twilio.oracle()::ringsOfAttempt);
      new Conclusion(verdict, run, rangUnanswered).tell(terminal);
      return verdict;
    } finally {
      dialler.kill();
    }
  }

  private DemoRun dial(Dialler dialler, LedgerWatch watch)
      throws IOException, InterruptedException {
    long rungBeforeKill = -1;
    @Nullable CampaignBar bar = null;
    while (dialler.isAlive()) {
      CampaignCounts counts = watch.look();
      if (counts != null) {
        bar = bar == null ? new CampaignBar(terminal, "dialling", counts.leads()) : bar;
        bar.show(counts);
        if (rungBeforeKill < 0 && isTheMoment(counts)) {
          killAndStartAgain(dialler, watch, bar);
          rungBeforeKill = twilio.oracle().totalRings();
          bar = new CampaignBar(terminal, "going on", counts.leads());
        }
      }
      Thread.sleep(TICK.toMillis());
    }
    List<String> complaints = dialler.complaints();
    CampaignCounts end = watch.look();
    if (bar != null && end != null) {
      bar.end(end);
    }
    return new DemoRun(
        watch.leads(),
        watch.rejectedRows(),
        watch.unanswered(),
        Math.max(0, rungBeforeKill),
        complaints);
  }

  /** Half-way, and with creates under way if it can be had, because that is the worst. */
  private static boolean isTheMoment(CampaignCounts counts) {
    long dialled = DemoRun.dialled(counts);
    return dialled * 2 >= counts.leads()
        && (counts.in(LeadState.INTENT) > 0 || dialled * 4 >= counts.leads() * 3);
  }

  private void killAndStartAgain(Dialler dialler, LedgerWatch watch, CampaignBar bar)
      throws IOException, InterruptedException {
    long pid = dialler.pid();
    dialler.kill();
    CampaignCounts left = watch.look();
    watch.noteUnderWay();
    if (left != null) {
      bar.end(left);
      String what =
          String.format(
              Locale.ROOT,
              "kill -9 %d: the dialler is dead, with %s under way",
              pid,
              Conclusion.creates(left.in(LeadState.INTENT)));
      terminal.line();
      terminal.line("  " + terminal.paint(Colour.RED, what));
    }
    dialler.startAgain();
    terminal.line("  The same command again, as process " + dialler.pid() + ":");
    terminal.line();
  }

  /** Every call of the account as its list has it, newest first, when all have ended. */
  private long readBack() {
    twilio.advance(LONGER_THAN_ANY_CALL);
    Map<CallStatus, Integer> statuses = new HashMap<>();
    RateMeter speed = new RateMeter();
    ProgressBar bar =
        new ProgressBar(terminal, System::nanoTime, "reading", twilio.oracle().totalRings());
    long listed = 0;
    speed.observe(System.nanoTime(), 0);
    try (CallsClient calls = client()) {
      for (List<CallStatus> some :
          Ticks.of(calls.list(CallFilter.all().pageSize(PAGE_SIZE)).map(call -> call.status()))) {
        listed += some.size();
        some.forEach(status -> statuses.merge(status, 1, Integer::sum));
        speed.observe(System.nanoTime(), listed);
        bar.show(listed, speed.perSecond(), details(statuses));
      }
    }
    bar.end(listed, details(statuses));
    return listed;
  }

  private CallsClient client() {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(twilio.baseUrl())
        .build();
  }

  private static String details(Map<CallStatus, Integer> statuses) {
    return statuses.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey().value()))
        .collect(Collectors.joining(", "));
  }
}
