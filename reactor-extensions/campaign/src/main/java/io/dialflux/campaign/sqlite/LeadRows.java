package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.Claim;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.Limits;
import io.dialflux.campaign.LoadedBatch;
import io.dialflux.campaign.RejectedRow;
import io.dialflux.campaign.Release;
import io.dialflux.campaign.RetryByOutcome;
import io.dialflux.campaign.WaitReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of leads. */
final class LeadRows {
  private static final int MOST_LOOKED_AT = 1_000;

  /** Ends that a person may undo, after which the rules are looked at again. */
  private static final List<LeadState> RELEASABLE =
      List.of(LeadState.HELD, LeadState.REFUSED, LeadState.EXPIRED, LeadState.BLOCKED);

  private final long session;

  LeadRows(long session) {
    this.session = session;
  }

  /** The number of a campaign; null where there is none of that name. */
  static @Nullable Long campaign(Transaction tx, String name) throws SQLException {
    try (ResultSet row = tx.query("SELECT id FROM campaign WHERE name = ?", name)) {
      return row.next() ? row.getLong(1) : null;
    }
  }

  LoadedBatch load(Transaction tx, String name, List<Lead> leads, List<RejectedRow> rejected)
      throws SQLException {
    tx.update("INSERT OR IGNORE INTO campaign (name) VALUES (?)", name);
    Long campaign = campaign(tx, name);
    int added = 0;
    List<RejectedRow> refused = new ArrayList<>(rejected);
    List<RejectedRow> repeated = new ArrayList<>();
    boolean corrected = rejectedBefore(tx, campaign);
    for (Lead lead : leads) {
      if (insert(tx, campaign, lead)) {
        added++;
        if (corrected) {
          forget(tx, campaign, lead);
        }
        continue;
      }
      KnownLead same = same(tx, campaign, lead);
      if (same == null) {
        refused.add(new RejectedRow(lead, "the phone is in the campaign under another key"));
      } else if (!same.lead().phone().equals(lead.phone())) {
        String reason = "the person is there already, with another phone, from line ";
        repeated.add(new RejectedRow(lead, reason + same.lead().line()));
      } else if (same.lead().line() != lead.line()) {
        String reason = "the person is there already, from line ";
        repeated.add(new RejectedRow(lead, reason + same.lead().line()));
      } else {
        same.follow(tx, campaign, lead);
      }
    }
    keep(tx, campaign, "rejected_row", refused);
    keep(tx, campaign, "repeated_row", repeated);
    tx.move(campaign, null, LeadState.READY, added);
    refused.sort(Comparator.comparingLong(RejectedRow::line));
    int rows = leads.size() + rejected.size();
    return new LoadedBatch(
        rows,
        added,
        rows - added - refused.size() - repeated.size(),
        List.copyOf(refused),
        List.copyOf(repeated));
  }

  private static boolean insert(Transaction tx, Long campaign, Lead lead) throws SQLException {
    return tx.update(
            "INSERT OR IGNORE INTO lead (campaign_id, person, phone, line, data, zone, expires_at,"
                + " priority, state, reason, epoch, attempts)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'READY', 'waits for its turn', 0, 0)",
            campaign,
            person(lead),
            lead.phone(),
            lead.line(),
            Json.of(lead.data()),
            lead.zone(),
            lead.expires() == null ? null : lead.expires().toEpochMilli(),
            lead.priority())
        == 1;
  }

  /** The lead of the same person; null where it is only the phone that is there. */
  private static @Nullable KnownLead same(Transaction tx, Long campaign, Lead lead)
      throws SQLException {
    String person = person(lead);
    String which = person == null ? "phone = ? AND person IS NULL" : "person = ?";
    try (ResultSet row =
        tx.query(KnownLead.SELECT + which, campaign, person == null ? lead.phone() : person)) {
      return row.next() ? KnownLead.read(row) : null;
    }
  }

  private static boolean rejectedBefore(Transaction tx, Long campaign) throws SQLException {
    try (ResultSet row =
        tx.query("SELECT 1 FROM rejected_row WHERE campaign_id = ? LIMIT 1", campaign)) {
      return row.next();
    }
  }

  /** The row was corrected in its place. */
  private static void forget(Transaction tx, Long campaign, Lead lead) throws SQLException {
    tx.update(
        "DELETE FROM rejected_row WHERE campaign_id = ? AND line = ? AND person = ?",
        campaign,
        lead.line(),
        lead.key() == null ? "" : lead.key());
  }

  private static void keep(Transaction tx, Long campaign, String table, List<RejectedRow> rows)
      throws SQLException {
    for (RejectedRow row : rows) {
      Lead lead = row.lead();
      tx.update(
          "INSERT OR IGNORE INTO "
              + table
              + " (campaign_id, line, phone, person, data, reason) VALUES (?, ?, ?, ?, ?, ?)",
          campaign,
          lead.line(),
          lead.phone(),
          lead.key() == null ? "" : lead.key(),
          Json.of(lead.data()),
          row.reason());
    }
  }

  private static @Nullable String person(Lead lead) {
    return lead.phone().equals(lead.key()) ? null : lead.key();
  }

  List<Claim> claim(Transaction tx, String name, int most, Duration lease, Limits limits)
      throws SQLException {
    Long campaign = campaign(tx, name);
    if (campaign == null) {
      return List.of();
    }
    tx.update(
        "UPDATE campaign SET max_alive = ?1 WHERE id = ?2 AND max_alive IS NOT ?1",
        limits.alive() == Integer.MAX_VALUE ? null : limits.alive(),
        campaign);
    ripen(tx, campaign);
    int room = Math.min(most, room(tx, limits));
    List<Claim> claims = new ArrayList<>();
    int lookedAt = 0;
    while (claims.size() < room && lookedAt < MOST_LOOKED_AT) {
      List<Claim> ready = ready(tx, campaign, room - claims.size());
      for (Claim claim : ready) {
        if (!PhoneLimits.postponed(tx, campaign, LeadState.READY, claim, limits)) {
          claims.add(take(tx, claim, lease));
        }
      }
      lookedAt += Math.max(1, ready.size());
      lookedAt = ready.isEmpty() ? MOST_LOOKED_AT : lookedAt;
    }
    tx.move(campaign, LeadState.READY, LeadState.CLAIMED, claims.size());
    return claims;
  }

  /** Whose lease has ended, and who has waited long enough, is ready. */
  private static void ripen(Transaction tx, long campaign) throws SQLException {
    int left =
        tx.update(
            "UPDATE lead SET state = 'READY', reason = 'its dialler left it'"
                + " WHERE campaign_id = ? AND state = 'CLAIMED' AND lease_until < ?",
            campaign,
            tx.now());
    tx.move(campaign, LeadState.CLAIMED, LeadState.READY, left);
    Map<Long, Place> due = new LinkedHashMap<>();
    try (ResultSet rows =
        tx.query(
            "SELECT id, wait FROM lead WHERE campaign_id = ? AND state = 'WAITING' AND due_at <= ?"
                + " ORDER BY due_at LIMIT ?",
            campaign,
            tx.now(),
            MOST_LOOKED_AT)) {
      while (rows.next()) {
        due.put(rows.getLong(1), Place.of(LeadState.WAITING, rows.getString(2)));
      }
    }
    for (Map.Entry<Long, Place> lead : due.entrySet()) {
      tx.update(
          "UPDATE lead SET state = 'READY', wait = NULL, due_at = NULL,"
              + " reason = 'waits for its turn' WHERE id = ?",
          lead.getKey());
      tx.move(campaign, lead.getValue(), Place.of(LeadState.READY), 1);
    }
  }

  /** How many more calls there may be, those that are about to be placed counted. */
  private static int room(Transaction tx, Limits limits) throws SQLException {
    if (limits.alive() == Integer.MAX_VALUE) {
      return Integer.MAX_VALUE;
    }
    try (ResultSet row =
        tx.query(
            "SELECT count(*) FROM lead WHERE state = 'CLAIMED' AND lease_until >= ?", tx.now())) {
      return (int) Math.max(0, limits.alive() - row.getLong(1) - PhoneLimits.alive(tx));
    }
  }

  private static List<Claim> ready(Transaction tx, long campaign, int most) throws SQLException {
    List<Claim> claims = new ArrayList<>();
    try (ResultSet rows =
        tx.query(
            "SELECT id, epoch, person, phone, line, data, zone, expires_at, priority, attempts"
                + " FROM lead WHERE campaign_id = ? AND state = 'READY'"
                + " AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.phone = lead.phone"
                + " AND a.active = 1 AND NOT (a.state = 'PLACED' AND a.intended_at < ?))"
                + " ORDER BY priority DESC, id LIMIT ?",
            campaign,
            tx.now() - PhoneLimits.LONGEST_LIFE,
            most)) {
      while (rows.next()) {
        Lead lead = lead(rows, 3);
        String data = rows.getString(6);
        // the JSON is taken apart later, by another statement
        lead = data == null ? lead : lead.data(Map.of("", data));
        claims.add(new Claim(rows.getLong(1), rows.getLong(2) + 1, lead, rows.getInt(10)));
      }
    }
    return claims;
  }

  private Claim take(Transaction tx, Claim claim, Duration lease) throws SQLException {
    tx.update(
        "UPDATE lead SET state = 'CLAIMED', reason = 'taken by a dialler', epoch = ?, owner = ?,"
            + " lease_until = ? WHERE id = ?",
        claim.epoch(),
        session,
        tx.now() + lease.toMillis(),
        claim.leadId());
    return withData(tx, claim);
  }

  private static Claim withData(Transaction tx, Claim claim) throws SQLException {
    String json = claim.lead().data().get("");
    if (json == null) {
      return claim;
    }
    Map<String, String> data = new LinkedHashMap<>();
    try (ResultSet rows = tx.query("SELECT key, value FROM json_each(?)", json)) {
      while (rows.next()) {
        data.put(rows.getString(1), rows.getString(2));
      }
    }
    return new Claim(claim.leadId(), claim.epoch(), claim.lead().data(data), claim.attempts());
  }

  /** From person, phone, line, data, zone, expires_at and priority, but for the data. */
  static Lead lead(ResultSet row, int first) throws SQLException {
    Lead lead =
        Lead.of(row.getString(first + 1))
            .line(row.getLong(first + 2))
            .priority(row.getInt(first + 6));
    String person = row.getString(first);
    lead = person == null ? lead : lead.key(person);
    String zone = row.getString(first + 4);
    lead = zone == null ? lead : lead.zone(zone);
    long expires = row.getLong(first + 5);
    return row.wasNull() ? lead : lead.expires(Instant.ofEpochMilli(expires));
  }

  /**
   * The new epoch takes the lead away from whoever has claimed it meanwhile.
   *
   * @param attempt by which it moves; null where by none
   */
  static void move(
      Transaction tx,
      long lead,
      long campaign,
      Place from,
      @Nullable String attempt,
      Place to,
      @Nullable Long dueAt,
      String reason)
      throws SQLException {
    tx.update(
        "UPDATE lead SET state = ?, wait = ?, due_at = ?, reason = ?, epoch = epoch + 1,"
            + " attempt_id = coalesce(?, attempt_id) WHERE id = ?",
        to.state().name(),
        to.waitsFor() == null ? null : to.text(),
        dueAt,
        reason,
        attempt,
        lead);
    tx.move(campaign, from, to, 1);
  }

  void retry(Transaction tx, String name, RetryByOutcome policy) throws SQLException {
    tx.update(
        "INSERT INTO campaign (name, retry) VALUES (?1, ?2)"
            + " ON CONFLICT (name) DO UPDATE SET retry = ?2",
        name,
        policy.toString());
  }

  boolean release(Transaction tx, Release release) throws SQLException {
    Long campaign = claimed(tx, release.claim());
    if (campaign == null) {
      return false;
    }
    WaitReason waitsFor = release.waitsFor();
    tx.update(
        "UPDATE lead SET state = ?, wait = ?, due_at = ?, reason = ? WHERE id = ?",
        release.to().name(),
        waitsFor == null ? null : waitsFor.name(),
        waitsFor == null ? null : tx.now() + release.after().toMillis(),
        release.reason(),
        release.claim().leadId());
    tx.move(campaign, Place.of(LeadState.CLAIMED), new Place(release.to(), waitsFor), 1);
    return true;
  }

  /** The campaign of a claim that is still good; null where it is not. */
  static @Nullable Long claimed(Transaction tx, Claim claim) throws SQLException {
    try (ResultSet row =
        tx.query(
            "SELECT campaign_id FROM lead"
                + " WHERE id = ? AND state = 'CLAIMED' AND epoch = ? AND lease_until >= ?",
            claim.leadId(),
            claim.epoch(),
            tx.now())) {
      return row.next() ? row.getLong(1) : null;
    }
  }

  /** CLAIMED leads of owners that are gone. */
  long recover(Transaction tx, long campaign) throws SQLException {
    int leads =
        tx.update(
            "UPDATE lead SET state = 'READY', reason = 'its dialler left it', epoch = epoch + 1"
                + " WHERE campaign_id = ? AND state = 'CLAIMED' AND (owner <> ? OR lease_until < ?)",
            campaign,
            session,
            tx.now());
    tx.move(campaign, LeadState.CLAIMED, LeadState.READY, leads);
    return leads;
  }

  long releaseHeld(Transaction tx, String name, Collection<String> keys, String reason)
      throws SQLException {
    Long campaign = campaign(tx, name);
    if (campaign == null) {
      return 0;
    }
    long leads = 0;
    for (LeadState state : RELEASABLE) {
      int moved = 0;
      for (String key : keys) {
        moved +=
            tx.update(
                "UPDATE lead SET state = 'READY', reason = ?1 WHERE campaign_id = ?2"
                    + " AND (person = ?3 OR (person IS NULL AND phone = ?3)) AND state = ?4",
                reason,
                campaign,
                key,
                state.name());
      }
      tx.move(campaign, state, LeadState.READY, moved);
      leads += moved;
    }
    return leads;
  }
}
