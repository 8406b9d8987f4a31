package io.dialflux.cli;

import java.util.List;
import java.util.Locale;

/** The end of the demo: the table, the point of it in words, and the line for machines. */
final class Conclusion {
  private final Verdict verdict;
  private final DemoRun run;
  private final long rangUnanswered;

  /**
   * @param rangUnanswered phones that rang although their create got no clear answer
   */
  Conclusion(Verdict verdict, DemoRun run, long rangUnanswered) {
    this.verdict = verdict;
    this.run = run;
    this.rangUnanswered = rangUnanswered;
  }

  void tell(Terminal terminal) {
    terminal.line();
    OutcomeTable.lines(verdict.judgement(), terminal).forEach(line -> terminal.line("  " + line));
    terminal.line();
    point().forEach(line -> terminal.line("  " + line));
    terminal.line("  " + terminal.paint(Colour.BOLD, sum(verdict.judgement())));
    terminal.line();
    for (String broken : verdict.broken()) {
      terminal.line("  " + terminal.paint(Colour.RED, "BROKEN: " + broken));
    }
    terminal.line(
        "  Next: dialflux demo --leads FILE takes a list of your own (nobody is dialled),");
    terminal.line("        dialflux simulate runs the simulator for your own programs.");
    terminal.line();
    terminal.line(verdict.line());
  }

  /** What went wrong, and what a client that does not know better makes of it. */
  private List<String> point() {
    return List.of(
        sentence(
            "%s met a 429, which Twilio never processes: dialled again, more slowly.",
            creates(run.madeAgain())),
        sentence("%s failed after the phone had already been dialled.", creates(rangUnanswered)),
        sentence(
            "A client that re-sends on 5xx or reset would have rung %s again,",
            people(rangUnanswered)),
        sentence("one that starts its list over after the kill %s.", people(run.rungBeforeKill())));
  }

  static String sum(Judgement judgement) {
    return sentence("Dialflux rang %s twice.", people(judgement.rungTwice()));
  }

  static String creates(long count) {
    return sentence("%,d %s", count, count == 1 ? "create" : "creates");
  }

  private static String people(long count) {
    return count == 0 ? "nobody" : sentence("%,d %s", count, count == 1 ? "person" : "people");
  }

  private static String sentence(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
