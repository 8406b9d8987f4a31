package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LeadState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writer's connection during one group of changes: statements prepared once, the counts by
 * state that the group moves, and whether it wrote intents.
 *
 * <p>It begins and commits by itself: the driver's {@code commit} begins the next transaction too,
 * and where that meets a lock, it fails for a group that is committed.
 */
final class Transaction {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<Long, Map<Place, Long>> moved = new HashMap<>();
  private final Map<Long, Map<String, Long>> tallied = new HashMap<>();
  private boolean intents;
  private long now;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  void begin(long nowMillis) throws SQLException {
    now = nowMillis;
    intents = false;
    moved.clear();
    tallied.clear();
    update("BEGIN IMMEDIATE");
  }

  /** The time of the group, by the store's clock. */
  long now() {
    return now;
  }

  int update(String sql, @Nullable Object... values) throws SQLException {
    return bind(sql, values).executeUpdate();
  }

  /** To be closed by the caller before the next use of the same text. */
  ResultSet query(String sql, @Nullable Object... values) throws SQLException {
    return bind(sql, values).executeQuery();
  }

  void intended() {
    intents = true;
  }

  void move(long campaign, @Nullable LeadState from, LeadState to, long leads) {
    move(campaign, from == null ? null : Place.of(from), Place.of(to), leads);
  }

  void move(long campaign, @Nullable Place from, Place to, long leads) {
    if (to.equals(from) || leads == 0) {
      return;
    }
    Map<Place, Long> counts = moved.computeIfAbsent(campaign, id -> new HashMap<>());
    counts.merge(to, leads, Long::sum);
    if (from != null) {
      counts.merge(from, -leads, Long::sum);
    }
  }

  void tally(long campaign, String name, long more) {
    if (more != 0) {
      tallied.computeIfAbsent(campaign, id -> new HashMap<>()).merge(name, more, Long::sum);
    }
  }

  /**
   * Makes the group durable.
   *
   * @return whether it wrote intents
   */
  boolean commit() throws SQLException {
    for (Map.Entry<Long, Map<Place, Long>> campaign : moved.entrySet()) {
      for (Map.Entry<Place, Long> count : campaign.getValue().entrySet()) {
        update(
            "INSERT INTO campaign_count VALUES (?1, ?2, ?3, ?4)"
                + " ON CONFLICT DO UPDATE SET leads = leads + ?4",
            campaign.getKey(),
            count.getKey().state().name(),
            count.getKey().text(),
            count.getValue());
      }
    }
    for (Map.Entry<Long, Map<String, Long>> campaign : tallied.entrySet()) {
      for (Map.Entry<String, Long> more : campaign.getValue().entrySet()) {
        update(
            "INSERT INTO campaign_tally VALUES (?1, ?2, ?3)"
                + " ON CONFLICT DO UPDATE SET tally = tally + ?3",
            campaign.getKey(),
            more.getKey(),
            more.getValue());
      }
    }
    if (intents) {
      update("UPDATE ledger SET sequence = sequence + 1, written_at = ?", now);
    }
    update("COMMIT");
    return intents;
  }

  void rollback() throws SQLException {
    update("ROLLBACK");
  }

  private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  void close() throws SQLException {
    connection.close();
  }
}
