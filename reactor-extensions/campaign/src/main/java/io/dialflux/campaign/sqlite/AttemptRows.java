package io.dialflux.campaign.sqlite;

import io.dialflux.call.Call;
import io.dialflux.campaign.AttemptState;
import io.dialflux.campaign.FoundCall;
import io.dialflux.campaign.Intent;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of attempts, and of the leads they are of. */
final class AttemptRows {
  /**
   * Twilio drops a call that has waited a day in its queue, and no call lasts longer than a day.
   */
  static final long LONGEST_LIFE = Duration.ofHours(50).toMillis();

  /** How far a call may be from an intent to be taken for its call, when a ledger is reconciled. */
  private static final long NEAR = Duration.ofMinutes(10).toMillis();

  private final long session;

  AttemptRows(long session) {
    this.session = session;
  }

  Intent.Result intend(Transaction tx, Intent intent) throws SQLException {
    Long campaign = LeadRows.claimed(tx, intent.claim());
    if (campaign == null) {
      return Intent.Result.CLAIM_LOST;
    }
    long lead = intent.claim().leadId();
    String phone = intent.claim().lead().phone();
    if (busy(tx, phone)) {
      tx.update(
          "UPDATE lead SET state = 'READY', reason = 'another attempt to this phone was under way'"
              + " WHERE id = ?",
          lead);
      tx.move(campaign, LeadState.CLAIMED, LeadState.READY, 1);
      return Intent.Result.PHONE_BUSY;
    }
    tx.update(
        "UPDATE lead SET state = 'INTENT', reason = 'its call is being placed',"
            + " attempts = attempts + 1, attempt_id = ? WHERE id = ?",
        intent.attemptId(),
        lead);
    tx.update(
        "INSERT INTO attempt (id, lead_id, campaign_id, number, phone, caller, state, active, reason,"
            + " intended_at, send_by, lease_until, owner, looks)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'INTENT', 1, 'about to be sent', ?, ?, ?, ?, 0)",
        intent.attemptId(),
        lead,
        campaign,
        intent.claim().attempts() + 1,
        phone,
        intent.from(),
        tx.now(),
        tx.now() + intent.sendBy().toMillis(),
        tx.now() + intent.lease().toMillis(),
        session);
    tx.move(campaign, LeadState.CLAIMED, LeadState.INTENT, 1);
    tx.intended();
    return Intent.Result.WRITTEN;
  }

  /** Whether a call to the phone may be alive; one that cannot be any more is put aside. */
  private static boolean busy(Transaction tx, String phone) throws SQLException {
    boolean busy;
    try (ResultSet row = tx.query("SELECT 1 FROM attempt WHERE phone = ? AND active = 1", phone)) {
      busy = row.next();
    }
    return busy
        && tx.update(
                "UPDATE attempt SET active = 0 WHERE phone = ? AND active = 1 AND state = 'PLACED'"
                    + " AND intended_at < ?",
                phone,
                tx.now() - LONGEST_LIFE)
            == 0;
  }

  boolean apply(Transaction tx, Step step) throws SQLException {
    Row row = row(tx, step.attemptId());
    if (row == null || !step.from().contains(row.state)) {
      return false;
    }
    if (step.callSid() != null && known(tx, step.callSid())) {
      return false;
    }
    boolean active =
        step.to().isActive()
            && (row.state.isActive() || !busy(tx, row.phone)); // a late call's turn
    Long unknown = step.to() == AttemptState.UNKNOWN ? tx.now() : null;
    tx.update(
        "UPDATE attempt SET state = ?, active = ?, reason = ?, call_sid = coalesce(?, call_sid),"
            + " call_status = coalesce(?, call_status), settled_at = ?, next_look = ?,"
            + " unknown_at = coalesce(unknown_at, ?) WHERE id = ?",
        step.to().name(),
        active ? 1 : 0,
        step.reason(),
        step.callSid(),
        step.callStatus() == null ? null : step.callStatus().value(),
        tx.now(),
        unknown,
        unknown,
        step.attemptId());
    if (row.latest && follows(row.lead, step.to())) {
      moveLead(tx, row, step.lead(), step.reason());
    }
    return true;
  }

  /** A lead that goes on by itself, or has gone on, is moved by proof of a call only. */
  private static boolean follows(LeadState lead, AttemptState to) {
    boolean waits = lead == LeadState.INTENT || lead == LeadState.UNKNOWN || lead == LeadState.HELD;
    return waits || to == AttemptState.PLACED || to == AttemptState.ENDED;
  }

  private static void moveLead(Transaction tx, Row row, LeadState to, String reason)
      throws SQLException {
    // the new epoch takes the lead away from whoever has claimed it meanwhile
    tx.update(
        "UPDATE lead SET state = ?, reason = ?, epoch = epoch + 1 WHERE id = ?",
        to.name(),
        reason,
        row.leadId);
    tx.move(row.campaign, row.lead, to, 1);
  }

  /** INTENT of owners that are gone. */
  long recover(Transaction tx, long campaign) throws SQLException {
    List<String> left = new ArrayList<>();
    try (ResultSet rows =
        tx.query(
            "SELECT id FROM attempt WHERE active = 1 AND state = 'INTENT' AND campaign_id = ?"
                + " AND (owner <> ? OR lease_until < ?)",
            campaign,
            session,
            tx.now())) {
      while (rows.next()) {
        left.add(rows.getString(1));
      }
    }
    for (String attempt : left) {
      apply(tx, Step.unknown(attempt, "its dialler left before the answer"));
    }
    return left.size();
  }

  boolean lookAgain(Transaction tx, String attemptId, Duration after, boolean looked)
      throws SQLException {
    return tx.update(
            "UPDATE attempt SET next_look = ?, looks = looks + ? WHERE id = ? AND state = 'UNKNOWN'",
            tx.now() + after.toMillis(),
            looked ? 1 : 0,
            attemptId)
        == 1;
  }

  long ended(Transaction tx, Collection<Call> calls) throws SQLException {
    long changed = 0;
    for (Call call : calls) {
      LeadState end = Step.end(call.status());
      String attempt = end == LeadState.PLACED ? null : placed(tx, call.sid());
      Row row = attempt == null ? null : row(tx, attempt);
      if (row == null) {
        continue;
      }
      String reason = "its call ended: " + call.status();
      tx.update(
          "UPDATE attempt SET state = 'ENDED', active = 0, reason = ?, call_status = ?,"
              + " settled_at = ? WHERE id = ?",
          reason,
          call.status().value(),
          tx.now(),
          attempt);
      if (row.latest && row.lead == LeadState.PLACED) {
        moveLead(tx, row, end, reason);
      }
      changed++;
    }
    return changed;
  }

  long lost(Transaction tx, String caller) throws SQLException {
    List<String> lost = new ArrayList<>();
    try (ResultSet rows =
        tx.query(
            "SELECT id FROM attempt WHERE state = 'PLACED' AND caller = ? AND intended_at < ?",
            caller,
            tx.now() - LONGEST_LIFE)) {
      while (rows.next()) {
        lost.add(rows.getString(1));
      }
    }
    String reason = "its call is on Twilio's list no longer: how it ended is not known";
    for (String attempt : lost) {
      Row row = row(tx, attempt);
      tx.update(
          "UPDATE attempt SET state = 'ENDED', active = 0, reason = ?, settled_at = ? WHERE id = ?",
          reason,
          tx.now(),
          attempt);
      if (row != null && row.latest && row.lead == LeadState.PLACED) {
        moveLead(tx, row, LeadState.HELD, reason);
      }
    }
    return lost.size();
  }

  boolean adopt(Transaction tx, FoundCall call) throws SQLException {
    if (known(tx, call.sid())) {
      return false;
    }
    if (call.attemptId() != null && row(tx, call.attemptId()) != null) {
      return apply(
          tx,
          Step.placed(call.attemptId(), call.sid(), call.status(), "found by its attempt's id"));
    }
    String near = call.attemptId() == null ? near(tx, call) : null;
    if (near != null) {
      return apply(tx, Step.placed(near, call.sid(), call.status(), "found by number and time"));
    }
    List<Row> open = open(tx, call.to());
    boolean changed = open.size() == 1;
    if (open.size() == 1) {
      take(tx, open.get(0), call);
    } else {
      for (Row row : open) {
        changed |= row.lead != LeadState.HELD;
        moveLead(tx, row, LeadState.HELD, "its phone was called, for which campaign is not known");
      }
    }
    return changed;
  }

  /** The one attempt to the phone, without a call, that was written down when the call was made. */
  private static @Nullable String near(Transaction tx, FoundCall call) throws SQLException {
    try (ResultSet rows =
        tx.query(
            "SELECT id FROM attempt WHERE phone = ? AND intended_at BETWEEN ? AND ? AND caller = ?"
                + " AND call_sid IS NULL AND state IN ('INTENT', 'UNKNOWN', 'HELD', 'ABSENT')",
            call.to(),
            call.createdAt().toEpochMilli() - NEAR,
            call.createdAt().toEpochMilli() + NEAR,
            call.from())) {
      String one = rows.next() ? rows.getString(1) : null;
      return rows.next() ? null : one;
    }
  }

  /** Leads of the phone that would be called, or wait for a person. */
  private static List<Row> open(Transaction tx, String phone) throws SQLException {
    List<Row> open = new ArrayList<>();
    try (ResultSet rows =
        tx.query(
            "SELECT id, campaign_id, state, attempts FROM lead"
                + " WHERE campaign_id IN (SELECT id FROM campaign) AND phone = ?"
                + " AND state IN ('READY', 'CLAIMED', 'RETRY_WAIT', 'HELD')",
            phone)) {
      while (rows.next()) {
        open.add(
            new Row(
                rows.getLong(1),
                rows.getLong(2),
                AttemptState.PLACED,
                phone,
                LeadState.valueOf(rows.getString(3)),
                true,
                rows.getInt(4)));
      }
    }
    return open;
  }

  private void take(Transaction tx, Row row, FoundCall call) throws SQLException {
    boolean over = call.status().isTerminal();
    boolean active = !over && !busy(tx, row.phone);
    String known = call.attemptId();
    String attempt = known == null || known.isEmpty() ? Database.random(16) : known;
    long at = call.createdAt().toEpochMilli();
    String reason = "found on Twilio's list";
    tx.update(
        "INSERT INTO attempt (id, lead_id, campaign_id, number, phone, caller, state, active, reason,"
            + " intended_at, send_by, lease_until, owner, call_sid, call_status, settled_at, looks)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        attempt,
        row.leadId,
        row.campaign,
        row.attempts + 1,
        row.phone,
        call.from(),
        over ? "ENDED" : "PLACED",
        active ? 1 : 0,
        reason,
        at,
        at,
        at,
        session,
        call.sid(),
        call.status().value(),
        tx.now());
    tx.update(
        "UPDATE lead SET attempts = attempts + 1, attempt_id = ? WHERE id = ?",
        attempt,
        row.leadId);
    moveLead(tx, row, Step.end(call.status()), reason);
  }

  private static boolean known(Transaction tx, String callSid) throws SQLException {
    try (ResultSet row = tx.query("SELECT 1 FROM attempt WHERE call_sid = ?", callSid)) {
      return row.next();
    }
  }

  private static @Nullable String placed(Transaction tx, String callSid) throws SQLException {
    try (ResultSet row =
        tx.query("SELECT id FROM attempt WHERE call_sid = ? AND state = 'PLACED'", callSid)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static @Nullable Row row(Transaction tx, String attemptId) throws SQLException {
    try (ResultSet row =
        tx.query(
            "SELECT l.id, l.campaign_id, a.state, a.phone, l.state, l.attempt_id = a.id, l.attempts"
                + " FROM attempt a JOIN lead l ON l.id = a.lead_id WHERE a.id = ?",
            attemptId)) {
      return row.next()
          ? new Row(
              row.getLong(1),
              row.getLong(2),
              AttemptState.valueOf(row.getString(3)),
              row.getString(4),
              LeadState.valueOf(row.getString(5)),
              row.getBoolean(6),
              row.getInt(7))
          : null;
    }
  }

  /** An attempt's state with its lead's, and whether it is the lead's latest. */
  private record Row(
      long leadId,
      long campaign,
      AttemptState state,
      String phone,
      LeadState lead,
      boolean latest,
      int attempts) {}
}
