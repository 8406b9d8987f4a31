package io.dialflux.cli;

import java.util.List;
import java.util.Locale;

/** The demo's table: what the dialler said, and beside it what the oracle saw. */
final class OutcomeTable {
  private OutcomeTable() {}

  static List<String> lines(Judgement judgement, Terminal terminal) {
    Table table =
        new Table(
            List.of("outcome", "leads", "phone rang", "what it means"),
            List.of(false, true, true, false));
    for (LeadOutcome outcome : LeadOutcome.values()) {
      table.row(
          outcome.colour(),
          outcome.label(),
          figure(judgement.said(outcome)),
          figure(judgement.rang(outcome)),
          outcome.meaning());
    }
    table.footer("all", figure(judgement.leads()), figure(judgement.rang()), "");
    return table.lines(terminal);
  }

  private static String figure(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
