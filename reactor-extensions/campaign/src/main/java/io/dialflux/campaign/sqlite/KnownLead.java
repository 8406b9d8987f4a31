package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.WaitReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lead whose row is loaded again.
 *
 * @param place where it is counted
 * @param attempts how many were written down
 * @param lead as the ledger has it, but for its data
 * @param data as JSON
 */
record KnownLead(long id, Place place, int attempts, Lead lead, @Nullable String data) {
  /** To be completed by which one. */
  static final String SELECT =
      "SELECT id, state, wait, attempts, person, phone, line, data, zone, expires_at, priority"
          + " FROM lead WHERE campaign_id = ? AND ";

  static KnownLead read(ResultSet row) throws SQLException {
    return new KnownLead(
        row.getLong(1),
        Place.of(LeadState.valueOf(row.getString(2)), row.getString(3)),
        row.getInt(4),
        LeadRows.lead(row, 5),
        row.getString(8));
  }

  /** Takes over what the row says by now, and has the rules look again at whom it may help. */
  void follow(Transaction tx, long campaign, Lead row) throws SQLException {
    boolean corrected = differs(row);
    if (corrected) {
      tx.update(
          "UPDATE lead SET zone = ?, expires_at = ?, priority = ?, data = ? WHERE id = ?",
          row.zone(),
          millis(row),
          row.priority(),
          Json.of(row.data()),
          id);
    }
    boolean judgedAgain =
        switch (place.state()) {
          // no phone can have rung
          case HELD -> attempts == 0;
          // the campaign's own time may be another by now
          case EXPIRED -> true;
          // its dialler has what the row said before
          case CLAIMED -> corrected;
          case WAITING -> corrected && place.waitsFor() == WaitReason.CALLING_HOURS;
          default -> false;
        };
    if (judgedAgain) {
      Place ready = Place.of(LeadState.READY);
      LeadRows.move(tx, id, campaign, place, null, ready, null, "waits for its turn");
    }
  }

  private boolean differs(Lead row) {
    return !Objects.equals(row.zone(), lead.zone())
        || !Objects.equals(millis(row), millis(lead))
        || row.priority() != lead.priority()
        || !Objects.equals(Json.of(row.data()), data);
  }

  private static @Nullable Long millis(Lead lead) {
    return lead.expires() == null ? null : lead.expires().toEpochMilli();
  }
}
