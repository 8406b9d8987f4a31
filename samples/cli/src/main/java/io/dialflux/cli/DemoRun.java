package io.dialflux.cli;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says after the demo's campaign.
 *
 * @param leads as they stand
 * @param rejected rows that name nobody to call
 * @param unanswered ids of attempts that got no clear answer
 * @param rungBeforeKill phones that had rung when the dialler was killed
 * @param complaints what the dialler said if it failed
 */
record DemoRun(
    List<LeadRecord> leads,
    List<RejectedRow> rejected,
    Set<String> unanswered,
    long rungBeforeKill,
    List<String> complaints) {

  interface Rings {
    int of(String phone);
  }

  /** One for each row of the list. */
  List<LeadResult> results(Rings rings) {
    List<LeadResult> results = new ArrayList<>();
    for (LeadRecord record : leads) {
      LeadOutcome outcome = outcome(record);
      if (outcome != null) {
        results.add(
            new LeadResult(
                String.valueOf(record.lead().key()), outcome, rings.of(record.lead().phone())));
      }
    }
    for (RejectedRow row : rejected) {
      // a phone that is on the list twice rings for its other row
      results.add(new LeadResult(String.valueOf(row.lead().key()), LeadOutcome.NOT_SENT, 0));
    }
    return results;
  }

  /** None for who was forgotten. */
  private static @Nullable LeadOutcome outcome(LeadRecord record) {
    return switch (record.state()) {
      case PLACED, COMPLETED, MACHINE, BUSY, NO_ANSWER, FAILED, CANCELED -> LeadOutcome.PLACED;
      case REFUSED -> LeadOutcome.REFUSED;
      case HELD -> LeadOutcome.UNKNOWN;
      case READY, CLAIMED, INTENT, UNKNOWN, WAITING, EXPIRED, BLOCKED -> null;
    };
  }

  /** Creates that were made again, because Twilio had not processed the first. */
  long madeAgain() {
    return leads.stream().mapToLong(record -> Math.max(0, record.attempts() - 1)).sum();
  }

  /** Of the creates without an answer, those for which a phone rang. */
  long rangUnanswered(Rings ringsOfAttempt) {
    return unanswered.stream().filter(attempt -> ringsOfAttempt.of(attempt) > 0).count();
  }

  /** Whose create was answered, or will never be. */
  static long dialled(CampaignCounts counts) {
    return counts.leads() - CampaignBar.waiting(counts) - counts.in(LeadState.INTENT);
  }
}
