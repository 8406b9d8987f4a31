package io.dialflux.campaign.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.call.CallStatus;
import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignStore;
import io.dialflux.campaign.CampaignStoreSuite;
import io.dialflux.campaign.Claim;
import io.dialflux.campaign.Intent;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import io.dialflux.campaign.Limits;
import io.dialflux.campaign.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class SqliteStoreTest extends CampaignStoreSuite {
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final Duration LEASE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private int ledgers;
  private Path file;

  @Override
  protected CampaignStore open() {
    file = folder.resolve("ledger-" + ledgers++);
    return SqliteStore.open(file, clock);
  }

  /** The files as they lie on the disk, opened elsewhere: what a killed process leaves. */
  @Override
  protected CampaignStore crash(CampaignStore store) {
    Path dead = file;
    file = folder.resolve("ledger-" + ledgers++);
    copy(dead, file);
    store.close();
    return SqliteStore.open(file, clock);
  }

  @Override
  protected void advance(Duration by) {
    clock.now = clock.now.plus(by);
  }

  @Override
  protected Instant now() {
    return clock.now;
  }

  @Test
  void aThousandIntentsCostAFewCommits() {
    try (SqliteStore store = SqliteStore.open(folder.resolve("groups"))) {
      load(store, 2_000);
      List<Claim> claims = store.claim("c", 2_000, LEASE, Limits.NONE).block();
      long before = store.commits();
      List<Intent.Result> written =
          Flux.fromIterable(claims)
              .flatMap(claim -> store.intend(intent(claim)), 2_000)
              .collectList()
              .block();
      assertThat(written).hasSize(2_000).containsOnly(Intent.Result.WRITTEN);
      assertThat(store.commits() - before).isLessThan(400);
    }
  }

  @Test
  void whatCompletedIsOnTheDiskAtThatMoment() {
    Path ledger = folder.resolve("durable");
    try (SqliteStore store = SqliteStore.open(ledger)) {
      load(store, 30);
      List<Claim> claims = store.claim("c", 30, LEASE, Limits.NONE).block();
      for (int i = 0; i < 30; i++) {
        store.intend(intent(claims.get(i))).block();
        Path image = folder.resolve("image-" + i);
        copy(ledger, image);
        assertThat(number(image, "SELECT count(*) FROM attempt WHERE state = 'INTENT'"))
            .isEqualTo(i + 1);
      }
    }
  }

  @Test
  void aChangeThatFailsDoesNotFailThoseOfItsGroup() {
    try (SqliteStore store = SqliteStore.open(folder.resolve("mixed"))) {
      load(store, 50);
      List<Claim> claims = store.claim("c", 50, LEASE, Limits.NONE).block();
      List<Object> results = new ArrayList<>();
      Flux.range(0, 50)
          .flatMap(
              i ->
                  (i % 10 == 3
                          ? store.bind(i == 3 ? ACCOUNT : "AC" + "f".repeat(32)).cast(Object.class)
                          : store.intend(intent(claims.get(i))).cast(Object.class))
                      .onErrorResume(
                          LedgerException.class, e -> reactor.core.publisher.Mono.just(e)),
              50)
          .doOnNext(results::add)
          .blockLast();
      assertThat(results.stream().filter(Intent.Result.WRITTEN::equals)).hasSize(45);
      assertThat(results.stream().filter(LedgerException.class::isInstance)).hasSize(4);
    }
  }

  @Test
  void workIsDoneOnItsOwnThreadsAndResultsComeOnOthers() {
    List<String> threads = new ArrayList<>();
    try (SqliteStore store = SqliteStore.open(folder.resolve("threads"))) {
      load(store, 1);
      store.claim("c", 1, LEASE, Limits.NONE).doOnNext(c -> threads.add(name())).block();
      store.counts("c").doOnNext(c -> threads.add(name())).block();
      List<String> alive =
          Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
      assertThat(alive).contains(Writer.THREAD, Reader.THREAD);
    }
    assertThat(threads).hasSize(2).allMatch(name -> name.startsWith("parallel"));
  }

  @Test
  void aSecondDiallerIsRefusedAndReadersAreNot() {
    Path ledger = folder.resolve("one");
    try (SqliteStore store = SqliteStore.open(ledger)) {
      load(store, 3);
      assertRefused(Reason.IN_USE, () -> SqliteStore.open(ledger));
      try (SqliteStore reader = SqliteStore.openReadOnly(ledger)) {
        assertThat(reader.counts("c").block().leads()).isEqualTo(3);
        store.claim("c", 1, LEASE, Limits.NONE).block();
        assertThat(reader.counts("c").block().in(LeadState.CLAIMED)).isEqualTo(1);
        assertThat(reader.leads("c", EnumSet.of(LeadState.READY)).count().block()).isEqualTo(2);
        assertRefused(Reason.READ_ONLY, () -> reader.claim("c", 1, LEASE, Limits.NONE).block());
      }
    }
    SqliteStore.open(ledger).close();
  }

  @Test
  void aLinkToALedgerIsTheSameLedger() throws Exception {
    Path ledger = folder.resolve("linked");
    Path link = folder.resolve("link");
    try (SqliteStore store = SqliteStore.open(ledger)) {
      Files.createSymbolicLink(link, ledger);
      assertRefused(Reason.IN_USE, () -> SqliteStore.open(link));
      load(store, 1);
    }
  }

  @Test
  void anotherClassLoaderIsRefusedAndTakesNobodysLockAway() throws Exception {
    Path ledger = folder.resolve("loaders");
    URL classes = FileOwner.class.getProtectionDomain().getCodeSource().getLocation();
    try (SqliteStore store = SqliteStore.open(ledger);
        URLClassLoader other =
            new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Method of = other.loadClass(FileOwner.class.getName()).getDeclaredMethod("of", Path.class);
      of.setAccessible(true);
      assertThatThrownBy(() -> of.invoke(null, FileOwner.real(ledger)))
          .hasRootCauseMessage(
              "the ledger is in use by another dialler; open it for reading only, or stop the other"
                  + " first");
      assertThat(lockedElsewhere(ledger)).isTrue();
      load(store, 1);
    }
  }

  @Test
  void anotherProcessIsRefusedAlsoAfterThisOneTriedTwice() throws Exception {
    Path ledger = folder.resolve("processes");
    try (SqliteStore store = SqliteStore.open(ledger)) {
      assertRefused(Reason.IN_USE, () -> SqliteStore.open(ledger));
      assertThat(lockedElsewhere(ledger)).isTrue();
      load(store, 1);
    }
    assertThat(lockedElsewhere(ledger)).isFalse();
  }

  /** Asked by another process, because a process's own locks do not stand in its way. */
  private boolean lockedElsewhere(Path ledger) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Lock.java"),
            "class Lock { public static void main(String[] a) throws Exception {"
                + " var c = java.nio.channels.FileChannel.open(java.nio.file.Path.of(a[0]),"
                + " java.nio.file.StandardOpenOption.WRITE);"
                + " System.exit(c.tryLock() == null ? 3 : 4); } }");
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.toString(),
                ledger + ".lock")
            .inheritIO()
            .start()
            .waitFor();
    return exit == 3;
  }

  @Test
  void whatIsNoLedgerOrTooNewIsRefused() throws Exception {
    Path missing = folder.resolve("missing");
    assertRefused(Reason.UNUSABLE, () -> SqliteStore.openReadOnly(missing));
    assertThat(missing).doesNotExist();
    Path text = Files.writeString(folder.resolve("text"), "phone\n".repeat(1_000));
    assertRefused(Reason.UNUSABLE, () -> SqliteStore.open(text));
    Path other = folder.resolve("other");
    sql(other, "CREATE TABLE t (x)");
    assertRefused(Reason.UNUSABLE, () -> SqliteStore.open(other));
    Path newer = folder.resolve("newer");
    SqliteStore.open(newer).close();
    sql(newer, "PRAGMA user_version = " + (Database.VERSION + 1));
    assertRefused(Reason.NEWER, () -> SqliteStore.open(newer));
    assertRefused(Reason.NEWER, () -> SqliteStore.openReadOnly(newer));
  }

  @Test
  void afterItIsClosedNothingIsWritten() {
    SqliteStore store = SqliteStore.open(folder.resolve("closed"));
    store.close();
    store.close();
    for (int i = 0; i < 3; i++) {
      assertRefused(Reason.UNUSABLE, () -> store.claim("c", 1, LEASE, Limits.NONE).block(LEASE));
    }
    assertRefused(Reason.UNUSABLE, () -> store.counts("c").block());
  }

  @Test
  void aBackupInTheLedgersPlaceIsFoundOut() throws Exception {
    Path ledger = folder.resolve("live");
    Path backup = folder.resolve("backup");
    try (SqliteStore store = SqliteStore.open(ledger)) {
      load(store, 4);
      store.intend(intent(store.claim("c", 1, LEASE, Limits.NONE).block().get(0))).block();
      sql(ledger, "VACUUM INTO '" + backup + "'");
      assertThat(store.bind(ACCOUNT).block().restored()).isFalse();
      store.intend(intent(store.claim("c", 1, LEASE, Limits.NONE).block().get(0))).block();
    }
    try (SqliteStore same = SqliteStore.open(ledger)) {
      assertThat(same.bind(ACCOUNT).block().restored()).as("only stopped").isFalse();
    }
    Files.copy(backup, ledger, StandardCopyOption.REPLACE_EXISTING);
    try (SqliteStore restored = SqliteStore.open(ledger)) {
      assertThat(restored.bind(ACCOUNT).block().restored()).isTrue();
      assertThat(restored.bind(ACCOUNT).block().seenAt()).isNotNull();
    }
    try (SqliteStore still = SqliteStore.open(ledger)) {
      assertThat(still.bind(ACCOUNT).block().restored()).as("after another opening").isTrue();
      still.reconciled().block();
      assertThat(still.bind(ACCOUNT).block().restored()).isFalse();
    }
    try (SqliteStore good = SqliteStore.open(ledger)) {
      assertThat(good.bind(ACCOUNT).block().restored()).isFalse();
    }
  }

  @Test
  void aBackupBesideTheLogOfAKilledProcessIsRefusedUntilThatIsDeleted() throws Exception {
    Path ledger = folder.resolve("killed");
    Path backup = folder.resolve("backup");
    Path live = folder.resolve("still-living");
    try (SqliteStore store = SqliteStore.open(live)) {
      load(store, 4);
      sql(live, "VACUUM INTO '" + backup + "'");
      store.intend(intent(store.claim("c", 1, LEASE, Limits.NONE).block().get(0))).block();
      copy(live, ledger); // as a killed process leaves it
      SqliteStore.openReadOnly(ledger).close();
      copy(live, ledger);
    }
    Files.copy(backup, ledger, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(ledger, FileTime.from(Instant.now().plusSeconds(90)));

    assertRefused(Reason.UNUSABLE, () -> SqliteStore.open(ledger));
    assertRefused(Reason.UNUSABLE, () -> SqliteStore.openReadOnly(ledger));

    Files.delete(folder.resolve("killed-wal"));
    try (SqliteStore restored = SqliteStore.open(ledger)) {
      assertThat(restored.bind(ACCOUNT).block().restored()).isTrue();
      assertThat(restored.counts("c").block().in(LeadState.READY)).isEqualTo(4);
    }
  }

  @Test
  void aNewFileInTheLedgersPlaceIsFoundOutToo() throws Exception {
    Path ledger = folder.resolve("lost");
    try (SqliteStore store = SqliteStore.open(ledger)) {
      load(store, 1);
      store.intend(intent(store.claim("c", 1, LEASE, Limits.NONE).block().get(0))).block();
    }
    Files.delete(ledger);
    try (SqliteStore empty = SqliteStore.open(ledger)) {
      assertThat(empty.bind(ACCOUNT).block().restored()).isTrue();
    }
  }

  @Test
  void itsViewsTellAPersonWhatIsGoingOn() throws Exception {
    Path ledger = folder.resolve("views");
    try (SqliteStore store = SqliteStore.open(ledger)) {
      load(store, 4);
      List<Claim> claims = store.claim("c", 2, LEASE, Limits.NONE).block();
      for (Claim claim : claims) {
        store.intend(intent(claim)).block();
      }
      store.apply(Step.unknown(id(claims.get(0)), "reset")).block();
      store.apply(Step.held(id(claims.get(0)), "no call was found")).block();
      store
          .apply(Step.placed(id(claims.get(1)), "CA" + "a".repeat(32), CallStatus.BUSY, "accepted"))
          .block();
    }
    assertThat(rows(ledger, "SELECT state, leads FROM campaign_progress"))
        .containsExactly("BUSY|1", "HELD|1", "READY|2");
    assertThat(rows(ledger, "SELECT line, reason FROM held_leads"))
        .containsExactly("1|no call was found");
    assertThat(rows(ledger, "SELECT line, reason FROM waiting_leads"))
        .containsExactly("3|waits for its turn", "4|waits for its turn");
    assertThat(rows(ledger, "SELECT state, call_status FROM attempt_history"))
        .containsExactlyInAnyOrder("HELD|null", "ENDED|busy");
    assertThat(
            rows(ledger, "SELECT unknown_at IS NOT NULL FROM attempt_history ORDER BY state DESC"))
        .containsExactly("1", "0");
    assertThat(rows(ledger, "SELECT sql FROM sqlite_master WHERE name = 'held_leads'").get(0))
        .contains("-- who waits for a person to decide");
    assertThat(rows(ledger, "PRAGMA journal_mode")).containsExactly("wal");
  }

  private static void load(SqliteStore store, int leads) {
    store
        .load(
            "c",
            IntStream.rangeClosed(1, leads)
                .mapToObj(i -> Lead.of("+1212" + (5_550_000 + i)).line(i))
                .toList(),
            List.of())
        .block();
    CampaignCounts counts = store.counts("c").block();
    assertThat(counts.leads()).isEqualTo(leads);
  }

  private static Intent intent(Claim claim) {
    return new Intent(claim, id(claim), "+15552223333", Duration.ofSeconds(5), LEASE, Limits.NONE);
  }

  private static String id(Claim claim) {
    return String.format("%032x", claim.leadId());
  }

  private static String name() {
    return Thread.currentThread().getName();
  }

  private static void assertRefused(Reason reason, ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            LedgerException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void copy(Path from, Path to) {
    try {
      for (String suffix : List.of("", "-wal", ".seen")) {
        Path part = from.resolveSibling(from.getFileName() + suffix);
        if (Files.exists(part)) {
          Files.copy(
              part,
              to.resolveSibling(to.getFileName() + suffix),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sql(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Path file, String query) {
    try {
      return Long.parseLong(rows(file, query).get(0));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> rows(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder row = new StringBuilder(String.valueOf(rows.getString(1)));
        for (int i = 2; i <= columns; i++) {
          row.append('|').append(rows.getString(i));
        }
        found.add(row.toString());
      }
      return found;
    }
  }

  private static final class TestClock extends Clock {
    private volatile Instant now = Instant.parse("2026-08-18T09:05:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
