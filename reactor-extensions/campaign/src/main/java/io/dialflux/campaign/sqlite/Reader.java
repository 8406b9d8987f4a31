package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.Alive;
import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignMeasures;
import io.dialflux.campaign.Claim;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import io.dialflux.campaign.Limits;
import io.dialflux.campaign.RejectedRow;
import io.dialflux.campaign.Release;
import io.dialflux.campaign.Unresolved;
import io.dialflux.campaign.WaitReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Queries, on a connection and a thread of their own, so that they never wait for the writer. */
final class Reader {
  static final String THREAD = "dialflux-ledger-reader";

  private static final int PAGE = 500;

  /** How long after a call's end its price is asked for. */
  private static final long PRICED_WITHIN = Duration.ofDays(2).toMillis();

  /** How many of a caller's calls are asked for one by one. */
  private static final int MOST_OLD = 20;

  private final Connection connection;
  // a scheduled one, whose queue a thread that must not block may use
  private final ExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, THREAD);
            made.setDaemon(true);
            return made;
          });
  private final Scheduler scheduler = Schedulers.fromExecutorService(thread);

  Reader(Connection connection) {
    this.connection = connection;
  }

  private interface Query<T> {
    T read(ResultSet rows) throws SQLException;
  }

  Mono<List<String>> campaigns() {
    return read(
        "SELECT name FROM campaign ORDER BY id",
        rows -> {
          List<String> names = new ArrayList<>();
          while (rows.next()) {
            names.add(rows.getString(1));
          }
          return names;
        });
  }

  Mono<CampaignCounts> counts(String campaign, long now) {
    return read(
        "SELECT n.state, n.leads, n.wait FROM campaign_count n JOIN campaign c"
            + " ON c.id = n.campaign_id WHERE c.name = ?1 UNION ALL SELECT 'rejected', (SELECT count(*) FROM rejected_row r"
            + " JOIN campaign c ON c.id = r.campaign_id WHERE c.name = ?1), ''"
            + " UNION ALL SELECT 'full', "
            + alive(now)
            + " >= max_alive, '' FROM campaign WHERE name = ?1 AND max_alive IS NOT NULL",
        rows -> {
          Map<LeadState, Long> leads = new EnumMap<>(LeadState.class);
          Map<WaitReason, Long> waiting = new EnumMap<>(WaitReason.class);
          long rejected = 0;
          boolean full = false;
          while (rows.next()) {
            if (rows.getString(1).equals("rejected")) {
              rejected = rows.getLong(2);
            } else if (rows.getString(1).equals("full")) {
              full = rows.getBoolean(2);
            } else {
              Place place = Place.of(LeadState.valueOf(rows.getString(1)), rows.getString(3));
              leads.merge(place.state(), rows.getLong(2), Long::sum);
              if (place.waitsFor() != null) {
                waiting.put(place.waitsFor(), rows.getLong(2));
              }
            }
          }
          return CampaignCounts.of(leads, waiting, rejected, full);
        },
        campaign);
  }

  /** How many calls of the ledger may be alive, as {@link PhoneLimits#alive} counts. */
  private static String alive(long now) {
    return "(SELECT count(*) FROM attempt WHERE active = 1 AND intended_at > "
        + (now - PhoneLimits.LONGEST_LIFE)
        + ")";
  }

  Mono<CampaignMeasures> measures(String campaign) {
    return read(
        "SELECT t.name, t.tally FROM campaign_tally t JOIN campaign c ON c.id = t.campaign_id"
            + " WHERE c.name = ?",
        Tally::read,
        campaign);
  }

  Flux<LeadRecord> leads(String campaign, Set<LeadState> states, long now) {
    String among =
        states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
    return pages(
        "SELECT l.id, l.person, l.phone, l.line, l.data, l.zone, l.expires_at, l.priority,"
            + " l.wait, l.due_at, l.state, CASE WHEN l.state = 'READY' AND"
            + " EXISTS (SELECT 1 FROM attempt b WHERE b.phone = l.phone AND b.active = 1)"
            + " THEN 'another attempt to this phone is under way' WHEN l.state = 'READY' AND "
            + alive(now)
            + " >= (SELECT max_alive FROM campaign c WHERE c.id = l.campaign_id)"
            + " THEN 'as many calls are alive as may be' ELSE l.reason END, l.attempts,"
            + " a.id, a.call_sid, a.intended_at, (SELECT min(b.unknown_at) FROM attempt b"
            + " WHERE b.phone = l.phone AND b.lead_id = l.id) FROM lead l LEFT JOIN attempt a"
            + " ON a.id = l.attempt_id WHERE +l.campaign_id = (SELECT id FROM campaign WHERE name = ?)"
            + " AND l.id > ? AND l.state IN ("
            + among
            + ") ORDER BY l.id LIMIT "
            + PAGE,
        campaign,
        this::lead);
  }

  private LeadRecord lead(ResultSet row) throws SQLException {
    Lead lead = LeadRows.lead(row, 2).data(data(row.getString(5)));
    Place place = Place.of(LeadState.valueOf(row.getString(11)), row.getString(9));
    return new LeadRecord(
        lead,
        place.state(),
        row.getString(12),
        row.getInt(13),
        row.getString(14),
        row.getString(15),
        time(row.getLong(16)),
        time(row.getLong(17)),
        place.waitsFor(),
        time(row.getLong(10)));
  }

  /** Null is read as 0. */
  private static @Nullable Instant time(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  Flux<RejectedRow> rejectedRows(String campaign) {
    return rows("rejected_row", campaign);
  }

  Flux<RejectedRow> repeatedRows(String campaign) {
    return rows("repeated_row", campaign);
  }

  private Flux<RejectedRow> rows(String table, String campaign) {
    return pages(
        "SELECT r.id, r.line, r.phone, r.person, r.data, r.reason FROM "
            + table
            + " r WHERE +r.campaign_id = (SELECT id FROM campaign WHERE name = ?) AND r.id > ?"
            + " ORDER BY r.id LIMIT "
            + PAGE,
        campaign,
        row ->
            new RejectedRow(
                Lead.of(row.getString(3))
                    .key(row.getString(4))
                    .line(row.getLong(2))
                    .data(data(row.getString(5))),
                row.getString(6)));
  }

  Mono<List<Unresolved>> unresolved(String campaign, int most, long now) {
    return read(
        "SELECT id, phone, caller, intended_at, next_look, looks FROM attempt WHERE state = 'UNKNOWN'"
            + " AND campaign_id = (SELECT id FROM campaign WHERE name = ?) AND next_look <= ?"
            + " ORDER BY next_look LIMIT ?",
        rows -> {
          List<Unresolved> found = new ArrayList<>();
          while (rows.next()) {
            found.add(
                new Unresolved(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    Instant.ofEpochMilli(rows.getLong(4)),
                    Instant.ofEpochMilli(rows.getLong(5)),
                    Instant.ofEpochMilli(now),
                    rows.getInt(6)));
          }
          return found;
        },
        campaign,
        now,
        most);
  }

  Mono<Set<String>> known(Collection<String> callSids) {
    String marks = callSids.stream().map(sid -> "?").collect(Collectors.joining(", "));
    return read(
        "SELECT call_sid FROM attempt WHERE call_sid IN (" + marks + ")",
        rows -> {
          Set<String> known = new HashSet<>();
          while (rows.next()) {
            known.add(rows.getString(1));
          }
          return known;
        },
        callSids.toArray());
  }

  Mono<Long> attemptsNear(Unresolved unresolved, long aroundMillis) {
    long at = unresolved.intendedAt().toEpochMilli();
    return read(
        "SELECT count(*) FROM attempt WHERE phone = ? AND intended_at BETWEEN ? AND ?"
            + " AND state NOT IN ('REFUSED', 'NOT_PROCESSED') AND (call_sid IS NULL OR id = ?)",
        rows -> rows.getLong(1),
        unresolved.to(),
        at - aroundMillis,
        at + aroundMillis,
        unresolved.attemptId());
  }

  Mono<List<Alive>> alive(Duration old, long now) {
    return byCaller("state = 'PLACED'", "intended_at", "NOT n.old", now - old.toMillis());
  }

  Mono<List<Alive>> unpriced(Duration old, long now) {
    return byCaller(
        "outcome IN ('COMPLETED', 'MACHINE') AND price IS NULL AND settled_at > ?2",
        // others the next time, or those whose price never comes would be in the way of all
        "random()",
        "n.intended_at >= ?1",
        now - old.toMillis(),
        now - PRICED_WITHIN);
  }

  /** The first value is when the youngest of the old was written down. */
  private Mono<List<Alive>> byCaller(String which, String order, String listed, Object... values) {
    return read(
        "SELECT n.caller, group_concat(a.call_sid),"
            + " min(CASE WHEN "
            + listed
            + " THEN n.intended_at END) FROM (SELECT rowid AS r, caller, intended_at,"
            + " row_number() OVER (PARTITION BY caller ORDER BY intended_at >= ?1, "
            + order
            + ") <= "
            + MOST_OLD
            + " AND intended_at < ?1 AS old FROM attempt WHERE "
            + which
            + ") n LEFT JOIN attempt a ON n.old AND a.rowid = n.r GROUP BY n.caller",
        rows -> {
          List<Alive> callers = new ArrayList<>();
          while (rows.next()) {
            String old = rows.getString(2);
            callers.add(
                new Alive(
                    rows.getString(1),
                    old == null ? List.of() : List.of(old.split(",")),
                    time(rows.getLong(3))));
          }
          return callers;
        },
        values);
  }

  Mono<Boolean> superseded(String attemptId, String callSid) {
    return read(
        "SELECT 1 FROM attempt a JOIN lead l ON l.id = a.lead_id WHERE a.id = ?"
            + " AND (a.call_sid <> ? OR a.state <> 'ENDED' AND "
            + AttemptRow.OVERTAKEN
            + ")",
        ResultSet::next,
        attemptId,
        callSid);
  }

  /** How a lead would wait for its phone. */
  Mono<Release> limited(Claim claim, Limits limits, long now) {
    return onReader(() -> PhoneLimits.limited(this::time, claim, limits, now));
  }

  private long time(String sql, Object... values) throws SQLException {
    return query(sql, rows -> rows.next() ? rows.getLong(1) : 0L, values);
  }

  /** Until somebody has waited long enough, or is to be looked up. */
  Mono<Duration> nextDue(String campaign, long now) {
    return this.<Optional<Duration>>read(
            "SELECT min(due) FROM (SELECT min(l.due_at) AS due FROM lead l JOIN campaign c"
                + " ON c.id = l.campaign_id WHERE c.name = ?1 AND l.state = 'WAITING'"
                + " UNION ALL SELECT min(a.next_look) FROM attempt a JOIN campaign c"
                + " ON c.id = a.campaign_id WHERE c.name = ?1 AND a.state = 'UNKNOWN')",
            rows -> {
              long due = rows.getLong(1);
              return rows.wasNull()
                  ? Optional.empty()
                  : Optional.of(Duration.ofMillis(Math.max(0, due - now)));
            },
            campaign)
        .flatMap(Mono::justOrEmpty);
  }

  /**
   * Pages by the number in the first column; the second parameter is where to go on. The text keeps
   * SQLite from an index by campaign (that is the {@code +}), for which each page sorts all the
   * rest.
   */
  private <T> Flux<T> pages(String sql, String campaign, Query<T> row) {
    return Flux.defer(
        () -> {
          AtomicLong after = new AtomicLong();
          return Mono.defer(
                  () ->
                      read(
                          sql,
                          rows -> {
                            List<T> page = new ArrayList<>();
                            while (rows.next()) {
                              after.set(rows.getLong(1));
                              page.add(row.read(rows));
                            }
                            if (page.size() < PAGE) {
                              after.set(-1);
                            }
                            return page;
                          },
                          campaign,
                          after.get()))
              .repeat(() -> after.get() >= 0)
              .concatMapIterable(page -> page, 1);
        });
  }

  private Map<String, String> data(@Nullable String json) throws SQLException {
    if (json == null) {
      return Map.of();
    }
    try (PreparedStatement each =
        connection.prepareStatement("SELECT key, value FROM json_each(?)")) {
      each.setString(1, json);
      Map<String, String> data = new LinkedHashMap<>();
      try (ResultSet rows = each.executeQuery()) {
        while (rows.next()) {
          data.put(rows.getString(1), rows.getString(2));
        }
      }
      return data;
    }
  }

  private <T> Mono<T> read(String sql, Query<T> query, Object... values) {
    return onReader(() -> query(sql, query, values));
  }

  private <T> T query(String sql, Query<T> query, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return query.read(rows);
      }
    }
  }

  private <T> Mono<T> onReader(Callable<T> reading) {
    return Mono.fromCallable(reading)
        .subscribeOn(scheduler)
        .onErrorMap(SQLException.class, e -> Database.unusable("cannot be read", e))
        .onErrorMap(
            RejectedExecutionException.class,
            e -> new LedgerException(Reason.UNUSABLE, "the ledger is closed", e))
        .publishOn(Schedulers.parallel());
  }

  void close() {
    thread.execute(
        () -> {
          try {
            connection.close();
          } catch (SQLException ignored) {
            // nothing was written through it
          }
        });
    thread.shutdown();
    try {
      // the last connection to close takes SQLite's log away, which would spoil a backup put in
      // place
      if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
