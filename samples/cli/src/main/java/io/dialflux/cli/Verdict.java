package io.dialflux.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the demo kept its promises.
 *
 * @param listed calls that the account's list held
 * @param rings how often phones rang in all, by the oracle
 * @param complaints of the dialler, if it failed
 */
record Verdict(Judgement judgement, long listed, long rings, List<String> complaints) {
  boolean kept() {
    return broken().isEmpty();
  }

  int exitCode() {
    return kept() ? 0 : 1;
  }

  /** What was promised and not kept, a line each. */
  List<String> broken() {
    List<String> broken = new ArrayList<>(complaints);
    if (!judgement.complete()) {
      broken.add("not every lead has exactly one outcome");
    }
    if (judgement.misjudged() > 0) {
      broken.add(judgement.misjudged() + " leads were misjudged: the oracle knows better");
    }
    if (judgement.rungTwice() > 0) {
      broken.add(judgement.rungTwice() + " people were rung more than once");
    }
    if (judgement.rings() != rings) {
      broken.add(
          "phones rang " + rings + " times, but " + judgement.rings() + " times for the leads");
    }
    if (listed != rings) {
      broken.add("the list holds " + listed + " calls, but phones rang " + rings + " times");
    }
    return broken;
  }

  /** The demo's last line, for machines. */
  String line() {
    return "leads=%d placed=%d refused=%d not-sent=%d unknown=%d misjudged=%d rung-twice=%d listed=%d"
        .formatted(
            judgement.leads(),
            judgement.said(LeadOutcome.PLACED),
            judgement.said(LeadOutcome.REFUSED),
            judgement.said(LeadOutcome.NOT_SENT),
            judgement.said(LeadOutcome.UNKNOWN),
            judgement.misjudged(),
            judgement.rungTwice(),
            listed);
  }
}
