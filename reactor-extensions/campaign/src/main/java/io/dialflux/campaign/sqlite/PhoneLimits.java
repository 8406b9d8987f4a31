package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.AttemptLimit;
import io.dialflux.campaign.Claim;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.Limits;
import io.dialflux.campaign.Release;
import io.dialflux.campaign.WaitReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What only the ledger can see to, because it knows all attempts. */
final class PhoneLimits {
  /**
   * Twilio drops a call that has waited a day in its queue, and no call lasts longer than a day.
   */
  static final long LONGEST_LIFE = Duration.ofHours(50).toMillis();

  private PhoneLimits() {}

  /** Asks for the times of a phone's attempts: its number, since when, and the how manieth. */
  interface Attempts {
    long time(String sql, Object... values) throws SQLException;
  }

  /** Lets a lead wait whose phone was called often enough. */
  static boolean postponed(
      Transaction tx, long campaign, LeadState from, Claim claim, Limits limits)
      throws SQLException {
    Release release =
        limited(
            (sql, values) -> {
              try (ResultSet row = tx.query(sql, values)) {
                return row.next() ? row.getLong(1) : 0;
              }
            },
            claim,
            limits,
            tx.now());
    if (release == null) {
      return false;
    }
    tx.update(
        "UPDATE lead SET state = 'WAITING', wait = 'ATTEMPT_LIMIT', due_at = ?, reason = ?"
            + " WHERE id = ?",
        tx.now() + release.after().toMillis(),
        release.reason(),
        claim.leadId());
    tx.move(campaign, Place.of(from), new Place(LeadState.WAITING, WaitReason.ATTEMPT_LIMIT), 1);
    return true;
  }

  /** How long a lead waits for the limit that lasts longest; null where there is room in all. */
  static @Nullable Release limited(Attempts attempts, Claim claim, Limits limits, long now)
      throws SQLException {
    Release longest = null;
    for (AttemptLimit limit : limits.perPhone()) {
      long window = limit.window().toMillis();
      // that of the earliest which must leave the window
      long time =
          attempts.time(
              "SELECT intended_at FROM attempt WHERE phone = ? AND intended_at > ?"
                  + " AND state NOT IN ('REFUSED', 'NOT_PROCESSED')"
                  + " ORDER BY intended_at DESC LIMIT 1 OFFSET ?",
              claim.lead().phone(),
              now - window,
              limit.most() - 1);
      Duration after = Duration.ofMillis(time + window - now);
      if (time != 0 && (longest == null || after.compareTo(longest.after()) > 0)) {
        String reason =
            "its phone was called often enough: " + limit.most() + " within " + limit.window();
        longest = Release.waits(claim, WaitReason.ATTEMPT_LIMIT, after, reason);
      }
    }
    return longest;
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
