package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.AttemptLimit;
import io.dialflux.campaign.Claim;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.Limits;
import io.dialflux.campaign.WaitReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** What only the ledger can see to, because it knows all attempts. */
final class PhoneLimits {
  /**
   * Twilio drops a call that has waited a day in its queue, and no call lasts longer than a day.
   */
  static final long LONGEST_LIFE = Duration.ofHours(50).toMillis();

  private PhoneLimits() {}

  /** Lets a lead wait whose phone was called often enough. */
  static boolean postponed(
      Transaction tx, long campaign, LeadState from, Claim claim, Limits limits)
      throws SQLException {
    long until = 0;
    String reason = "";
    for (AttemptLimit limit : limits.perPhone()) {
      long free = freeAt(tx, claim.lead().phone(), limit);
      if (free > until) {
        until = free;
        reason = "its phone was called often enough: " + limit.most() + " within " + limit.window();
      }
    }
    if (until == 0) {
      return false;
    }
    tx.update(
        "UPDATE lead SET state = 'WAITING', wait = 'ATTEMPT_LIMIT', due_at = ?, reason = ?"
            + " WHERE id = ?",
        until,
        reason,
        claim.leadId());
    tx.move(campaign, Place.of(from), new Place(LeadState.WAITING, WaitReason.ATTEMPT_LIMIT), 1);
    return true;
  }

  /** When the earliest of the latest attempts leaves the window; 0 where there is room in it. */
  private static long freeAt(Transaction tx, String phone, AttemptLimit limit) throws SQLException {
    long window = limit.window().toMillis();
    try (ResultSet row =
        tx.query(
            "SELECT intended_at FROM attempt WHERE phone = ? AND intended_at > ?"
                + " AND state NOT IN ('REFUSED', 'NOT_PROCESSED')"
                + " ORDER BY intended_at DESC LIMIT 1 OFFSET ?",
            phone,
            tx.now() - window,
            limit.most() - 1)) {
      return row.next() ? row.getLong(1) + window : 0;
    }
  }

  /** How many calls may be alive in the whole ledger. */
  static long alive(Transaction tx) throws SQLException {
    try (ResultSet row =
        tx.query(
            "SELECT count(*) FROM attempt WHERE active = 1 AND intended_at > ?",
            tx.now() - LONGEST_LIFE)) {
      return row.getLong(1);
    }
  }
}
