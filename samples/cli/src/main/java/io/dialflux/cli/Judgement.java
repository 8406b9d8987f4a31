package io.dialflux.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a dialler said of its leads, held against what really rang. */
final class Judgement {
  private final int leads;
  private final Tally said = new Tally();
  private final Tally rang = new Tally();
  private final Set<String> judged = new HashSet<>();
  private int rings;
  private int misjudged;
  private int rungTwice;

  private Judgement(int leads) {
    this.leads = leads;
  }

  /**
   * @param leads how many there were to dial
   */
  static Judgement of(int leads, List<LeadResult> results) {
    Judgement judgement = new Judgement(leads);
    results.forEach(judgement::add);
    return judgement;
  }

  private void add(LeadResult result) {
    LeadOutcome outcome = result.outcome();
    int ringsOfLead = result.rings();
    rings += ringsOfLead;
    judged.add(result.lead());
    said.add(outcome);
    if (ringsOfLead > 0) {
      rang.add(outcome);
    }
    if (outcome.contradicts(ringsOfLead)) {
      misjudged++;
    }
    if (ringsOfLead > 1) {
      rungTwice++;
    }
  }

  int leads() {
    return leads;
  }

  /** How many leads are said to have come to this outcome. */
  int said(LeadOutcome outcome) {
    return said.count(outcome);
  }

  /** At how many of those the phone rang. */
  int rang(LeadOutcome outcome) {
    return rang.count(outcome);
  }

  /** At how many leads the phone rang in all. */
  int rang() {
    return rang.total();
  }

  /** How often phones rang for the leads. */
  int rings() {
    return rings;
  }

  /** Leads said to be refused or not sent whose phone rang, or placed whose phone never did. */
  int misjudged() {
    return misjudged;
  }

  /** Leads whose phone rang more than once. */
  int rungTwice() {
    return rungTwice;
  }

  /** Whether every lead has one result, no more and no less. */
  boolean complete() {
    return said.total() == leads && judged.size() == leads;
  }
}
