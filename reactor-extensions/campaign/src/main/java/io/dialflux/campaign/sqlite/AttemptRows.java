package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.AttemptState;
import io.dialflux.campaign.CallFacts;
import io.dialflux.campaign.Intent;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Changes of attempts, and of the leads they are of. */
final class AttemptRows {
  private final CallRows calls;
  private final long session;

  AttemptRows(long session, CallRows calls) {
    this.session = session;
    this.calls = calls;
  }

  Intent.Result intend(Transaction tx, Intent intent) throws SQLException {
    Long campaign = LeadRows.claimed(tx, intent.claim());
    if (campaign == null) {
      return Intent.Result.CLAIM_LOST;
    }
    long lead = intent.claim().leadId();
    String phone = intent.claim().lead().phone();
    if (busy(tx, phone)) {
      back(tx, campaign, lead, "another attempt to this phone was under way");
      return Intent.Result.PHONE_BUSY;
    }
    if (PhoneLimits.postponed(tx, campaign, LeadState.CLAIMED, intent.claim(), intent.limits())) {
      return Intent.Result.PHONE_LIMITED;
    }
    if (intent.limits().alive() < Integer.MAX_VALUE
        && PhoneLimits.alive(tx) >= intent.limits().alive()) {
      back(tx, campaign, lead, "waits for its turn");
      return Intent.Result.NO_ROOM;
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

  private static void back(Transaction tx, long campaign, long lead, String reason)
      throws SQLException {
    tx.update("UPDATE lead SET state = 'READY', reason = ? WHERE id = ?", reason, lead);
    tx.move(campaign, LeadState.CLAIMED, LeadState.READY, 1);
  }

  /** Whether a call to the phone may be alive; one that cannot be any more is put aside. */
  static boolean busy(Transaction tx, String phone) throws SQLException {
    boolean busy;
    try (ResultSet row = tx.query("SELECT 1 FROM attempt WHERE phone = ? AND active = 1", phone)) {
      busy = row.next();
    }
    boolean over =
        busy
            && tx.update(
                    "UPDATE attempt SET active = 0 WHERE phone = ? AND active = 1"
                        + " AND state = 'PLACED' AND intended_at < ?",
                    phone,
                    tx.now() - PhoneLimits.LONGEST_LIFE)
                == 1;
    return over ? freed(tx, phone) : busy;
  }

  /**
   * One attempt to a phone is active at a time; where that one is no longer, another call that was
   * found meanwhile may be alive.
   *
   * @return whether there is one
   */
  static boolean freed(Transaction tx, String phone) throws SQLException {
    return tx.update(
            "UPDATE attempt SET active = 1 WHERE id = (SELECT id FROM attempt WHERE phone = ?"
                + " AND intended_at >= ? AND state = 'PLACED' ORDER BY intended_at DESC LIMIT 1)",
            phone,
            tx.now() - PhoneLimits.LONGEST_LIFE)
        == 1;
  }

  boolean apply(Transaction tx, Step step) throws SQLException {
    AttemptRow row = AttemptRow.of(tx, step.attemptId());
    if (row == null || !step.from().contains(row.state())) {
      return false;
    }
    if (step.callSid() != null && step.callStatus() != null) {
      if (AttemptRow.ofCall(tx, step.callSid()) != null) {
        apply(tx, Step.unknown(row.id(), "the answer was the call of another attempt"));
        return false;
      }
      CallFacts facts = CallFacts.of(step.callSid()).status(step.callStatus());
      return calls.report(tx, facts.attempt(row.id()), step.reason());
    }
    Long unknown = step.to() == AttemptState.UNKNOWN ? tx.now() : null;
    tx.update(
        "UPDATE attempt SET state = ?, active = ?, reason = ?, settled_at = ?, next_look = ?,"
            + " unknown_at = coalesce(unknown_at, ?) WHERE id = ?",
        step.to().name(),
        step.to().isActive() ? 1 : 0,
        step.reason(),
        tx.now(),
        unknown,
        unknown,
        row.id());
    if (row.active() && !step.to().isActive()) {
      freed(tx, row.phone());
    }
    if (row.latest() && waits(row.lead().state())) {
      AttemptRow found = step.to().isActive() ? null : AttemptRow.foundSince(tx, row);
      CallFacts call = found == null ? null : found.facts();
      if (call != null && placedNone(step.to())) {
        CallRows.backTo(tx, found, call);
        return true;
      }
      row.moveLead(tx, Place.of(step.lead()), null, step.reason());
      if (call != null) {
        CallRows.tellHeld(tx, found, call);
      }
    }
    return true;
  }

  private static boolean placedNone(AttemptState attempt) {
    return attempt == AttemptState.REFUSED
        || attempt == AttemptState.NOT_PROCESSED
        || attempt == AttemptState.ABSENT;
  }

  /** A lead that goes on by itself, or has gone on, is moved by proof of a call only. */
  private static boolean waits(LeadState lead) {
    return lead == LeadState.INTENT || lead == LeadState.UNKNOWN || lead == LeadState.HELD;
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

  long lost(Transaction tx, String caller) throws SQLException {
    List<String> lost = new ArrayList<>();
    try (ResultSet rows =
        tx.query(
            "SELECT id FROM attempt WHERE state = 'PLACED' AND caller = ? AND intended_at < ?",
            caller,
            tx.now() - PhoneLimits.LONGEST_LIFE)) {
      while (rows.next()) {
        lost.add(rows.getString(1));
      }
    }
    String reason = "its call is on Twilio's list no longer: how it ended is not known";
    for (String attempt : lost) {
      AttemptRow row = AttemptRow.of(tx, attempt);
      tx.update(
          "UPDATE attempt SET state = 'ENDED', active = 0, reason = ?, settled_at = ? WHERE id = ?",
          reason,
          tx.now(),
          attempt);
      if (row != null && row.active()) {
        freed(tx, row.phone());
      }
      if (row != null && row.latest() && row.lead().state() == LeadState.PLACED) {
        row.moveLead(tx, Place.of(LeadState.HELD), null, reason);
      }
    }
    return lost.size();
  }
}
