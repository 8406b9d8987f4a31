package io.dialflux.campaign.sqlite;

import io.dialflux.call.AnsweredBy;
import io.dialflux.call.CallStatus;
import io.dialflux.campaign.AttemptState;
import io.dialflux.campaign.CallFacts;
import io.dialflux.campaign.LeadState;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An attempt with its lead.
 *
 * @param active whether it is the one of its phone that may be alive
 * @param lead where the lead is counted
 * @param latest whether its lead goes by it: no later attempt {@linkplain #OVERTAKEN overtook} it
 * @param facts of its call; null where none is known
 */
record AttemptRow(
    String id,
    long leadId,
    long campaign,
    AttemptState state,
    boolean active,
    String phone,
    Place lead,
    boolean latest,
    @Nullable CallFacts facts) {
  /**
   * Whether attempt {@code a} of lead {@code l} has a later one that may have a call. Those that
   * placed none say nothing of the lead, so that it goes by the one before them; one that has ended
   * counts while the lead goes by it and is not to be called again, and one that is held until a
   * person has decided.
   */
  static final String OVERTAKEN =
      "EXISTS (SELECT 1 FROM attempt b WHERE b.phone = a.phone AND b.lead_id = a.lead_id"
          + " AND b.number > a.number AND (b.state IN ('INTENT', 'UNKNOWN', 'PLACED')"
          + " OR b.state IN ('HELD', 'ENDED') AND l.state = coalesce(b.outcome, 'HELD')))";

  private static final String SELECT =
      "SELECT a.id, l.id, l.campaign_id, a.state, a.active, a.phone, l.state, l.wait, NOT "
          + OVERTAKEN
          + ", a.call_sid, a.call_status, a.answered_by, a.duration, a.price, a.price_unit,"
          + " a.abandoned, a.hung_up FROM attempt a JOIN lead l ON l.id = a.lead_id WHERE ";

  static @Nullable AttemptRow of(Transaction tx, String attemptId) throws SQLException {
    return read(tx, SELECT + "a.id = ?", attemptId);
  }

  static @Nullable AttemptRow ofCall(Transaction tx, String callSid) throws SQLException {
    return read(tx, SELECT + "a.call_sid = ?", callSid);
  }

  /**
   * The call that an earlier attempt of a lead was found to have, or to have ended, since this one
   * was written down, an answered one before one that is alive and that before others; null where
   * there is none. One that was hung up is none.
   */
  static @Nullable AttemptRow foundSince(Transaction tx, AttemptRow row) throws SQLException {
    return read(
        tx,
        SELECT
            + "a.id = (SELECT e.id FROM attempt e JOIN attempt t ON t.id = ? AND e.phone = t.phone"
            + " AND e.lead_id = t.lead_id WHERE e.number < t.number AND e.call_sid IS NOT NULL"
            + " AND (e.state = 'PLACED' OR e.outcome IS NOT NULL) AND e.settled_at >= t.intended_at"
            + " AND e.hung_up = 0"
            + " ORDER BY coalesce(e.outcome = 'COMPLETED', 0) DESC, e.state = 'PLACED' DESC,"
            + " e.number DESC LIMIT 1)",
        row.id());
  }

  private static @Nullable AttemptRow read(Transaction tx, String sql, String value)
      throws SQLException {
    try (ResultSet row = tx.query(sql, value)) {
      return row.next()
          ? new AttemptRow(
              row.getString(1),
              row.getLong(2),
              row.getLong(3),
              AttemptState.valueOf(row.getString(4)),
              row.getBoolean(5),
              row.getString(6),
              Place.of(LeadState.valueOf(row.getString(7)), row.getString(8)),
              row.getBoolean(9),
              facts(row))
          : null;
    }
  }

  private static @Nullable CallFacts facts(ResultSet row) throws SQLException {
    String sid = row.getString(10);
    if (sid == null) {
      return null;
    }
    String answeredBy = row.getString(12);
    long seconds = row.getLong(13);
    boolean lasted = !row.wasNull();
    CallFacts facts =
        CallFacts.of(sid)
            .attempt(row.getString(1))
            .status(CallStatus.of(row.getString(11)))
            .answeredBy(answeredBy == null ? null : AnsweredBy.of(answeredBy))
            .duration(lasted ? Duration.ofSeconds(seconds) : null);
    String price = row.getString(14);
    facts = price == null ? facts : facts.price(new BigDecimal(price), row.getString(15));
    facts = row.getBoolean(16) ? facts.abandoned() : facts;
    return facts.hungUp(row.getBoolean(17));
  }

  void moveLead(Transaction tx, Place to, @Nullable Long dueAt, String reason) throws SQLException {
    LeadRows.move(tx, leadId, campaign, lead, id, to, dueAt, reason);
  }
}
