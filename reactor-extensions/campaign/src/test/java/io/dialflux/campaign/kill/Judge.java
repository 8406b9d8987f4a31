package io.dialflux.campaign.kill;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/** Compares the ledger's file with what rang, while no dialler runs. */
final class Judge {
  private static final String CALLED =
      "state IN ('PLACED', 'COMPLETED', 'MACHINE', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED')";

  /** Of which the ledger holds a call, whatever became of the lead since. */
  private static final String ONCE_CALLED =
      "EXISTS (SELECT 1 FROM attempt a WHERE a.phone = lead.phone AND call_sid IS NOT NULL)";

  private static final String ENDS =
      "('COMPLETED', 'MACHINE', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED', 'REFUSED', 'EXPIRED',"
          + " 'BLOCKED', 'HELD')";

  /** What an end of a call may be that is followed by another, each with how many of those. */
  private static final String AGAIN =
      Rules.AGAIN.entrySet().stream()
          .map(end -> "SELECT '" + end.getKey() + "' AS how, " + end.getValue() + " AS times")
          .collect(Collectors.joining(" UNION ALL ", "(", ")"));

  private final Path file;
  private final Oracle oracle;
  private final int leads;
  private final long opens;
  private final Findings findings;

  /** Attempts that a kill left open: each must be settled in the end. */
  private final Set<String> leftOpen = new HashSet<>();

  /** Those of them whose create was under way, or about to be: sent or not, nobody can tell. */
  private final Set<String> leftInIntent = new HashSet<>();

  private long called;

  /**
   * @param opens when late leads may be called, in milliseconds since 1970
   */
  Judge(Path file, Oracle oracle, int leads, long opens, Findings findings) {
    this.file = file;
    this.oracle = oracle;
    this.leads = leads;
    this.opens = opens;
    this.findings = findings;
  }

  void afterAKill() throws Exception {
    findings.mustBeZero("holders of the ledger's lock", lockIsFree() ? 0 : 1);
    try (LedgerFile ledger = new LedgerFile(file)) {
      boolean whole = ledger.texts("PRAGMA integrity_check").equals(List.of("ok"));
      findings.mustBeZero("ledgers that are broken", whole ? 0 : 1);
      long now = ledger.number("SELECT count(*) FROM lead WHERE " + ONCE_CALLED);
      findings.mustBeZero("leads no longer known to be called", Math.max(0, called - now));
      called = now;
      leftOpen.addAll(ledger.texts("SELECT id FROM attempt WHERE state IN ('INTENT', 'UNKNOWN')"));
      leftInIntent.addAll(ledger.texts("SELECT id FROM attempt WHERE state = 'INTENT'"));
      both(ledger);
    }
  }

  Verdict atTheEnd() throws Exception {
    try (LedgerFile ledger = new LedgerFile(file)) {
      both(ledger);
      none(ledger, "leads without an end state", "lead WHERE state NOT IN " + ENDS);
      none(ledger, "leads without a reason", "lead WHERE trim(reason) = ''");
      none(
          ledger,
          "attempts without an end",
          "attempt WHERE active = 1 OR state IN ('INTENT', 'UNKNOWN', 'PLACED')");
      none(
          ledger,
          "leads said to be called whose phone did not ring once for each call",
          "lead l WHERE "
              + CALLED
              + " AND (SELECT coalesce(sum(rings), 0) FROM attempt a JOIN ring ON attempt = a.id"
              + " WHERE a.lead_id = l.id) <> (SELECT count(*) FROM attempt a"
              + " WHERE a.lead_id = l.id AND call_sid IS NOT NULL)");
      none(
          ledger,
          "leads that were not called again as often as they were to be",
          "lead l JOIN "
              + AGAIN
              + " ON l.state = how WHERE 1 + times <> (SELECT count(*) FROM attempt a"
              + " WHERE a.lead_id = l.id AND outcome = how)");
      none(
          ledger,
          "leads whose time was over and that did not expire",
          "lead WHERE expires_at < ? AND state <> 'EXPIRED'",
          opens - Duration.ofMinutes(30).toMillis());
      none(
          ledger,
          "leads that the gate forbids and that were not blocked",
          "lead WHERE (state = 'BLOCKED') <> (phone LIKE ?)",
          "%" + Rules.NEVER);
      endsAreTwiliosOwn(ledger);
      none(
          ledger,
          "leads said to be refused whose phone rang",
          "lead l JOIN ring ON attempt = l.attempt_id WHERE state = 'REFUSED' AND rings > 0");
      return verdict(ledger);
    }
  }

  /** What holds at every instant. */
  private void both(LedgerFile ledger) throws Exception {
    long before = askForRings(ledger);
    long attributed = ledger.number("SELECT coalesce(sum(rings), 0) FROM ring");
    findings.mustBeZero(
        "rings of which the ledger knows no attempt", Math.max(0, before - attributed));
    none(ledger, "attempts rung twice", "again WHERE kind = 'attempts_rung_again'");
    none(
        ledger,
        "people rung again without an end of the call before that allows it",
        "attempt b JOIN ring s ON s.attempt = b.id AND s.rings > 0 JOIN attempt a"
            + " ON a.phone = b.phone AND a.number < b.number JOIN ring r ON r.attempt = a.id"
            + " AND r.rings > 0 WHERE a.outcome IS NULL OR a.settled_at > b.intended_at"
            + " OR a.outcome NOT IN (SELECT how FROM "
            + AGAIN
            + ")");
    none(
        ledger,
        "people rung more often than allowed",
        "(SELECT sum(rings) AS all_rings FROM attempt JOIN ring ON attempt = id GROUP BY phone)"
            + " WHERE all_rings > 1 + (SELECT sum(times) FROM "
            + AGAIN
            + ")");
    none(
        ledger,
        "people called before their hours",
        "attempt a JOIN lead l ON l.id = a.lead_id WHERE zone = ? AND intended_at < ?",
        Rules.LATE,
        opens);
    none(
        ledger,
        "people called after their time",
        // one that is written down too late is not sent
        "attempt a JOIN ring r ON r.attempt = a.id AND r.rings > 0 JOIN lead l ON l.id = a.lead_id"
            + " WHERE intended_at > expires_at + ?",
        DiallerMain.SEND_BY.toMillis());
    none(
        ledger,
        "people called whom the gate forbids to call",
        "attempt WHERE phone LIKE ?",
        "%" + Rules.NEVER);
    none(
        ledger,
        "people called again sooner than allowed",
        "attempt a JOIN attempt b ON a.phone = b.phone AND a.number < b.number"
            + " AND b.intended_at - a.intended_at < ?"
            + " WHERE a.state NOT IN ('REFUSED', 'NOT_PROCESSED')",
        Rules.GAP.toMillis());
    none(
        ledger,
        "more calls alive than allowed, but for those without an answer at first",
        // one that was held may turn out to be alive when others are in its place
        "(SELECT count(*) AS alive FROM attempt WHERE active = 1"
            + " AND NOT (state = 'PLACED' AND unknown_at IS NOT NULL)) WHERE alive > ?",
        Rules.MOST_ALIVE);
    none(
        ledger,
        "leads that wait without a reason and a time",
        "lead WHERE (state = 'WAITING') <> (wait IS NOT NULL AND due_at IS NOT NULL)");
    none(
        ledger,
        "attempts said to be placed that did not ring",
        "attempt LEFT JOIN ring ON attempt = id"
            + " WHERE state IN ('PLACED', 'ENDED') AND rings IS NOT 1");
    none(
        ledger,
        "attempts said not to be placed that rang",
        "attempt JOIN ring ON attempt = id"
            + " WHERE state IN ('REFUSED', 'NOT_PROCESSED', 'ABSENT') AND rings <> 0");
    countsAddUp(ledger);
  }

  private void countsAddUp(LedgerFile ledger) throws SQLException {
    long loaded = ledger.number("SELECT count(*) FROM lead");
    findings.mustBeZero("leads lost", leads - loaded);
    none(
        ledger,
        "counts that are not those of the leads",
        "campaign_count c WHERE leads <> (SELECT count(*) FROM lead l"
            + " WHERE l.campaign_id = c.campaign_id AND l.state = c.state"
            + " AND coalesce(l.wait, '') = c.wait)");
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      CampaignCounts counts = store.counts(DiallerMain.CAMPAIGN).block();
      findings.mustBeZero("leads in no state", loaded - Objects.requireNonNull(counts).leads());
    }
  }

  private Verdict verdict(LedgerFile ledger) throws SQLException {
    return new Verdict(
        leads,
        ledger.number("SELECT count(*) FROM lead WHERE " + CALLED),
        ledger.number("SELECT count(*) FROM lead WHERE state = 'REFUSED'"),
        ledger.number("SELECT count(*) FROM lead WHERE state = 'EXPIRED'"),
        ledger.number("SELECT count(*) FROM lead WHERE state = 'BLOCKED'"),
        ledger.number("SELECT count(*) FROM lead WHERE state = 'HELD'"),
        ledger.number(
            "SELECT count(*) FROM lead l JOIN ring ON attempt = l.attempt_id"
                + " WHERE state = 'HELD' AND rings > 0"),
        ledger.number("SELECT count(*) FROM attempt"),
        ledger.number("SELECT count(*) FROM attempt WHERE state = 'ABSENT'"),
        leftInIntent.size(),
        leftOpen.size(),
        ledger.number("SELECT sum(rings) FROM ring"),
        ledger.number("SELECT count(*) FROM attempt WHERE number > 1 AND call_sid IS NOT NULL"),
        ledger.number("SELECT count(*) FROM lead WHERE zone = ? AND " + ONCE_CALLED, Rules.LATE));
  }

  /** What rang by attempt, and what rang again, beside the ledger's tables; the rings before. */
  private long askForRings(LedgerFile ledger)
      throws SQLException, IOException, InterruptedException {
    ledger.execute("CREATE TEMP TABLE ring (attempt TEXT PRIMARY KEY, rings INTEGER)");
    ledger.execute("CREATE TEMP TABLE again (kind TEXT, who TEXT)");
    long before = ledger.number("SELECT ? ->> '$.total_rings'", oracle.rings(List.of()));
    List<String> ids = ledger.texts("SELECT id FROM attempt");
    for (int from = 0; from < ids.size(); from += Oracle.MOST_ASKED) {
      ledger.execute(
          "INSERT INTO ring SELECT key, value FROM json_each(?, '$.attempts')",
          oracle.rings(ids.subList(from, Math.min(from + Oracle.MOST_ASKED, ids.size()))));
    }
    String after = oracle.rings(List.of());
    for (String kind : List.of("attempts_rung_again", "numbers_rung_again")) {
      ledger.execute(
          "INSERT INTO again SELECT ?, key FROM json_each(?, ?)", kind, after, "$." + kind);
    }
    return before;
  }

  /** Whatever became of the callbacks, the ledger says of each call what Twilio says. */
  private void endsAreTwiliosOwn(LedgerFile ledger) throws SQLException, InterruptedException {
    Thread.sleep(2 * TwilioMain.LIST_LAG.toMillis()); // callbacks tell before the list does
    Map<String, String> twilios =
        Flux.using(
                () -> DiallerMain.client(oracle.twilio()),
                calls -> calls.list(CallFilter.all().pageSize(1_000)),
                CallsClient::close)
            .retry(20)
            .collectMap(Call::sid, call -> call.status().value(), HashMap::new)
            .block();
    long others = 0;
    for (String call :
        ledger.texts("SELECT call_sid || ' ' || call_status FROM attempt WHERE state = 'ENDED'")) {
      String[] sidAndStatus = call.split(" ");
      others += sidAndStatus[1].equals(twilios.remove(sidAndStatus[0])) ? 0 : 1;
    }
    findings.mustBeZero("calls whose end is not Twilio's", others);
  }

  private void none(LedgerFile ledger, String what, String where, Object... values)
      throws SQLException {
    findings.mustBeZero(what, ledger.number("SELECT count(*) FROM " + where, values));
  }

  private boolean lockIsFree() throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken != null;
    }
  }
}
