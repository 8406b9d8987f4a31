package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.AttemptState;
import io.dialflux.campaign.CallFacts;
import io.dialflux.campaign.FoundCall;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.RetryByOutcome;
import io.dialflux.campaign.WaitReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of calls, and what their ends mean for their leads. */
final class CallRows {
  /** How far a call may be from an intent to be taken for its call, when a ledger is reconciled. */
  private static final long NEAR = Duration.ofMinutes(10).toMillis();

  private static final String FOUND = "Twilio told of its call";

  private final long session;

  CallRows(long session) {
    this.session = session;
  }

  /** Adds to what is known, by Twilio's own word. */
  boolean report(Transaction tx, CallFacts told) throws SQLException {
    return report(tx, told, FOUND);
  }

  /**
   * Adds to what is known.
   *
   * @param how it is known that there is a call, where it was not before
   */
  boolean report(Transaction tx, CallFacts told, String how) throws SQLException {
    AttemptRow row = AttemptRow.ofCall(tx, told.callSid());
    String attempt = told.attemptId();
    if (row == null && attempt != null) {
      row = AttemptRow.of(tx, attempt);
      // another call of the same attempt is none that may be told of here
      row = row == null || row.facts() != null ? null : row;
    }
    if (row == null) {
      return false;
    }
    // a lead goes by the call of its latest attempt, however that ended
    CallFacts same = told.attempt(row.id()).hungUp(told.isHungUp() && !row.latest());
    CallFacts before = row.facts();
    CallFacts after = before == null ? same : before.and(same);
    if (after.equals(before)) {
      return false;
    }
    @Nullable LeadState was = before == null ? null : before.end();
    String reason = after.end().isEnd() ? reason(after) : how;
    write(tx, row, after, after.end() != was, reason);
    tally(tx, row, before, after);
    if (after.end() == was || after.isHungUp()) {
      return true;
    }
    if (row.latest()) {
      moveLead(tx, row, after.end(), reason);
    } else {
      tellHeld(tx, row, after);
    }
    return true;
  }

  private static String reason(CallFacts ended) {
    return ended.end() == LeadState.MACHINE
        ? "a machine answered its call"
        : "its call ended: " + ended.status();
  }

  private static void write(
      Transaction tx, AttemptRow row, CallFacts facts, boolean moved, String reason)
      throws SQLException {
    boolean ended = facts.end().isEnd();
    tx.update(
        "UPDATE attempt SET state = ?1, active = active AND NOT ?2,"
            + " reason = CASE WHEN ?3 THEN ?4 ELSE reason END,"
            + " settled_at = CASE WHEN ?3 THEN ?5 ELSE settled_at END, next_look = NULL,"
            + " call_sid = ?6, call_status = ?7, answered_by = ?8, duration = ?9, price = ?10,"
            + " price_unit = ?11, abandoned = ?12, outcome = ?13, hung_up = ?14 WHERE id = ?15",
        (ended ? AttemptState.ENDED : AttemptState.PLACED).name(),
        ended ? 1 : 0,
        moved ? 1 : 0,
        reason,
        tx.now(),
        facts.callSid(),
        facts.status().value(),
        facts.answeredBy() == null ? null : facts.answeredBy().value(),
        facts.duration() == null ? null : facts.duration().toSeconds(),
        facts.price() == null ? null : facts.price().toPlainString(),
        facts.priceUnit(),
        facts.isAbandoned() ? 1 : 0,
        ended ? facts.end().name() : null,
        facts.isHungUp() ? 1 : 0,
        row.id());
    // a late call's turn comes only where no other is under way to the phone
    if (ended ? row.active() : !row.active() && !AttemptRows.busy(tx, row.phone())) {
      AttemptRows.freed(tx, row.phone());
    }
  }

  /** Lets a lead go by a call that was found while a later attempt was made. */
  static void backTo(Transaction tx, AttemptRow row, CallFacts call) throws SQLException {
    moveLead(tx, row, call.end(), call.end().isEnd() ? reason(call) : FOUND);
  }

  /** Who decides about a held lead is to know of the call of an attempt before the held one. */
  static void tellHeld(Transaction tx, AttemptRow row, CallFacts call) throws SQLException {
    tx.update(
        "UPDATE lead SET reason = coalesce((SELECT reason FROM attempt WHERE id = lead.attempt_id),"
            + " reason) || ? WHERE id = ? AND state = 'HELD'",
        "; call " + call.callSid() + " of an earlier attempt: " + call.status(),
        row.leadId());
  }

  /**
   * The end of a call ends its lead, unless it is called again, or goes by the call of an attempt
   * before it, which was answered or is alive.
   */
  private static void moveLead(Transaction tx, AttemptRow row, LeadState end, String reason)
      throws SQLException {
    AttemptRow found =
        end.isEnd() && end != LeadState.COMPLETED ? AttemptRow.foundSince(tx, row) : null;
    CallFacts call = found == null ? null : found.facts();
    if (call != null && (call.end() == LeadState.COMPLETED || !call.end().isEnd())) {
      backTo(tx, found, call);
      return;
    }
    RetryByOutcome retry = retry(tx, row.campaign());
    long times = retry.most(end) == 0 ? 0 : times(tx, row, end);
    Duration after = times == 0 ? null : retry.after(end, times);
    if (after == null) {
      row.moveLead(tx, Place.of(end), null, reason);
    } else {
      row.moveLead(
          tx,
          new Place(LeadState.WAITING, WaitReason.RETRY),
          tx.now() + after.toMillis(),
          reason + "; called again, " + times + " of at most " + retry.most(end) + " times");
    }
  }

  private static RetryByOutcome retry(Transaction tx, long campaign) throws SQLException {
    try (ResultSet row = tx.query("SELECT retry FROM campaign WHERE id = ?", campaign)) {
      return RetryByOutcome.parse(row.getString(1));
    }
  }

  /** How many calls to the lead ended so. */
  private static long times(Transaction tx, AttemptRow row, LeadState end) throws SQLException {
    try (ResultSet count =
        tx.query(
            "SELECT count(*) FROM attempt WHERE phone = ? AND lead_id = ? AND outcome = ?",
            row.phone(),
            row.leadId(),
            end.name())) {
      return count.getLong(1);
    }
  }

  private static void tally(
      Transaction tx, AttemptRow row, @Nullable CallFacts before, CallFacts after)
      throws SQLException {
    if (before == null) {
      tx.tally(row.campaign(), Tally.CALLS, 1);
      tx.tally(row.campaign(), Tally.LEADS_CALLED, isFirst(tx, row) ? 1 : 0);
    } else {
      Tally.add(tx, row.campaign(), before, -1);
    }
    Tally.add(tx, row.campaign(), after, 1);
  }

  private static boolean isFirst(Transaction tx, AttemptRow row) throws SQLException {
    try (ResultSet others =
        tx.query(
            "SELECT 1 FROM attempt WHERE phone = ? AND lead_id = ? AND call_sid IS NOT NULL"
                + " AND id <> ?",
            row.phone(),
            row.leadId(),
            row.id())) {
      return !others.next();
    }
  }

  boolean adopt(Transaction tx, FoundCall call) throws SQLException {
    if (AttemptRow.ofCall(tx, call.sid()) != null) {
      return false;
    }
    CallFacts facts = CallFacts.of(call.sid()).status(call.status());
    if (call.attemptId() != null && AttemptRow.of(tx, call.attemptId()) != null) {
      return report(tx, facts.attempt(call.attemptId()), "found by its attempt's id");
    }
    String near = call.attemptId() == null ? near(tx, call) : null;
    if (near != null) {
      return report(tx, facts.attempt(near), "found by number and time");
    }
    List<OpenLead> open = open(tx, call.to());
    if (open.size() == 1) {
      String attempt = insert(tx, open.get(0), call);
      return report(tx, facts.attempt(attempt), "found on Twilio's list");
    }
    boolean changed = false;
    for (OpenLead lead : open) {
      changed |= lead.place.state() != LeadState.HELD;
      LeadRows.move(
          tx,
          lead.id,
          lead.campaign,
          lead.place,
          null,
          Place.of(LeadState.HELD),
          null,
          "its phone was called, for which campaign is not known");
      // so that nobody but a person has it called again
      tx.update("UPDATE lead SET attempts = max(attempts, 1) WHERE id = ?", lead.id);
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
  private static List<OpenLead> open(Transaction tx, String phone) throws SQLException {
    List<OpenLead> open = new ArrayList<>();
    try (ResultSet rows =
        tx.query(
            "SELECT id, campaign_id, state, wait FROM lead"
                + " WHERE campaign_id IN (SELECT id FROM campaign) AND phone = ?"
                + " AND state IN ('READY', 'CLAIMED', 'WAITING', 'HELD')",
            phone)) {
      while (rows.next()) {
        Place place = Place.of(LeadState.valueOf(rows.getString(3)), rows.getString(4));
        open.add(new OpenLead(rows.getLong(1), rows.getLong(2), place));
      }
    }
    return open;
  }

  /** The attempt that a call must have had, which the ledger has forgotten. */
  private String insert(Transaction tx, OpenLead lead, FoundCall call) throws SQLException {
    String known = call.attemptId();
    String attempt = known == null || known.isEmpty() ? Database.random(16) : known;
    long at = call.createdAt().toEpochMilli();
    tx.update(
        "INSERT INTO attempt (id, lead_id, campaign_id, number, phone, caller, state, active, reason,"
            + " intended_at, send_by, lease_until, owner, looks) SELECT ?1, id, campaign_id,"
            + " attempts + 1, phone, ?2, 'ABSENT', 0, 'was forgotten', ?3, ?3, ?3, ?4, 0"
            + " FROM lead WHERE id = ?5",
        attempt,
        call.from(),
        at,
        session,
        lead.id);
    tx.update(
        "UPDATE lead SET attempts = attempts + 1, attempt_id = ? WHERE id = ?", attempt, lead.id);
    return attempt;
  }

  private record OpenLead(long id, long campaign, Place place) {}
}
