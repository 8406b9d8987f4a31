package io.dialflux.campaign.kill;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Compares the ledger's file with what rang, while no dialler runs. */
final class Judge {
  private static final String CALLED =
      "state IN ('PLACED', 'COMPLETED', 'MACHINE', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED')";
  private static final String ENDS =
      "('COMPLETED', 'MACHINE', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED', 'REFUSED', 'HELD')";

  private final Path file;
  private final Oracle oracle;
  private final int leads;
  private final Findings findings;

  /** Attempts that a kill left open: each must be settled in the end. */
  private final Set<String> leftOpen = new HashSet<>();

  /** Those of them whose create was under way, or about to be: sent or not, nobody can tell. */
  private final Set<String> leftInIntent = new HashSet<>();

  private long called;

  Judge(Path file, Oracle oracle, int leads, Findings findings) {
    this.file = file;
    this.oracle = oracle;
    this.leads = leads;
    this.findings = findings;
  }

  void afterAKill() throws Exception {
    findings.mustBeZero("holders of the ledger's lock", lockIsFree() ? 0 : 1);
    try (LedgerFile ledger = new LedgerFile(file)) {
      boolean whole = ledger.texts("PRAGMA integrity_check").equals(List.of("ok"));
      findings.mustBeZero("ledgers that are broken", whole ? 0 : 1);
      long now = ledger.number("SELECT count(*) FROM lead WHERE " + CALLED);
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
          "leads said to be called whose phone did not ring once",
          "lead l WHERE "
              + CALLED
              + " AND (SELECT coalesce(sum(rings), 0) FROM attempt a JOIN ring ON attempt = a.id"
              + " WHERE a.lead_id = l.id) <> 1");
      none(
          ledger,
          "leads said to be refused whose phone rang",
          "lead l WHERE state = 'REFUSED' AND EXISTS (SELECT 1 FROM attempt a JOIN ring"
              + " ON attempt = a.id WHERE a.lead_id = l.id AND rings > 0)");
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
    none(ledger, "people rung more often than allowed", "again WHERE kind = 'numbers_rung_again'");
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
        ledger.number("SELECT count(*) FROM lead WHERE state = 'HELD'"),
        ledger.number(
            "SELECT count(*) FROM lead l JOIN ring ON attempt = l.attempt_id"
                + " WHERE state = 'HELD' AND rings > 0"),
        ledger.number("SELECT count(*) FROM attempt"),
        ledger.number("SELECT count(*) FROM attempt WHERE state = 'ABSENT'"),
        leftInIntent.size(),
        leftOpen.size(),
        ledger.number("SELECT sum(rings) FROM ring"));
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

  private void none(LedgerFile ledger, String what, String where) throws SQLException {
    findings.mustBeZero(what, ledger.number("SELECT count(*) FROM " + where));
  }

  private boolean lockIsFree() throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken != null;
    }
  }
}
