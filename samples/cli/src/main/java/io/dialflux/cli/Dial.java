package io.dialflux.cli;

import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignProgress;
import io.dialflux.campaign.CampaignRun;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.LoadProgress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** One run of a campaign, told on the terminal by the main thread. */
final class Dial {
  static final int DONE = 0;
  static final int UNDONE = 3;
  static final int INTERRUPTED = 130;

  private static final Duration TICK = Duration.ofMillis(200);

  private final Terminal terminal;
  private final Campaign campaign;
  private final Interruption interruption;
  private final Advice advice;

  Dial(Terminal terminal, Campaign campaign, Interruption interruption, Advice advice) {
    this.terminal = terminal;
    this.campaign = campaign;
    this.interruption = interruption;
    this.advice = advice;
  }

  /** Returns how the process is to end. */
  int run(LeadFile file) {
    load(file);
    if (interruption.wasAsked()) {
      return goOnWith("Interrupted before anybody was called this time.");
    }
    CampaignRun run = campaign.run();
    interruption.asked().subscribe(never -> {}, never -> {}, run::stop);
    CampaignProgress end = watch(run);
    if (interruption.wasAsked()) {
      return goOnWith(drained(end.counts()));
    }
    return conclude(end.counts());
  }

  /** Whoever is in the ledger already is not added again, so this is also how a run goes on. */
  private void load(LeadFile file) {
    LoadReport report = new LoadReport(terminal);
    for (LoadProgress progress : loading(file).toIterable(1)) {
      report.show(progress);
    }
    report.end();
  }

  /** What is refused before anything is read is a policy that does not go with other options. */
  private Flux<LoadProgress> loading(LeadFile file) {
    try {
      return campaign.load(file.leads().takeWhile(lead -> !interruption.wasAsked()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("--on-unresolved: " + e.getMessage(), e);
    }
  }

  private CampaignProgress watch(CampaignRun run) {
    @Nullable CampaignBar bar = null;
    boolean told = false;
    for (CampaignProgress progress : run.progress(TICK).onBackpressureLatest().toIterable(1)) {
      bar = bar == null ? new CampaignBar(terminal, "dialling", progress.leads()) : bar;
      if (interruption.wasAsked() && !told) {
        told = true;
        bar.end(progress.counts());
        terminal.line(
            plural("  Draining: nobody else is called; %s under way.", progress.inFlight()));
        bar = new CampaignBar(terminal, "draining", progress.leads());
      }
      bar.show(progress);
    }
    CampaignProgress end = run.done().blockOptional().orElseThrow();
    if (bar != null) {
      bar.end(end.counts());
    }
    return end;
  }

  private static String drained(CampaignCounts counts) {
    return String.format(
        Locale.ROOT,
        "Drained: %,d of %,d leads are done with, and what happened is written down.",
        counts.leads() - counts.open(),
        counts.leads());
  }

  private int goOnWith(String sentence) {
    terminal.line();
    terminal.line("  " + sentence + " To go on, the same command:");
    terminal.line();
    terminal.line("  " + advice.again());
    return INTERRUPTED;
  }

  private int conclude(CampaignCounts counts) {
    terminal.line();
    StateTable.lines(counts, terminal).forEach(line -> terminal.line("  " + line));
    long alive = counts.in(LeadState.PLACED);
    boolean mayBeCalledAgain = alive > 0 && !campaign.retry().isNone();
    if (alive > 0) {
      terminal.line(
          plural(
              mayBeCalledAgain
                  ? "  How %s ended is not known yet, so who is to be called again neither: the"
                      + " same command goes on."
                  : "  How %s ended is not known yet: the same command asks.",
              alive));
    }
    if (counts.open() > 0) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "  %,d wait for their next call: the same command goes on.",
              counts.open()));
    }
    if (counts.in(LeadState.HELD) > 0) {
      terminal.line("  Who is held waits for a person to decide: " + advice.held());
    }
    return counts.open() + counts.in(LeadState.HELD) == 0 && !mayBeCalledAgain ? DONE : UNDONE;
  }

  private static String plural(String sentence, long calls) {
    return String.format(
        Locale.ROOT,
        sentence,
        String.format(Locale.ROOT, "%,d %s", calls, calls == 1 ? "call" : "calls"));
  }
}
