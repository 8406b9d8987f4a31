package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.Alive;
import io.dialflux.campaign.CallFacts;
import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignMeasures;
import io.dialflux.campaign.CampaignStore;
import io.dialflux.campaign.Claim;
import io.dialflux.campaign.FoundCall;
import io.dialflux.campaign.Intent;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.Ledger;
import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import io.dialflux.campaign.Limits;
import io.dialflux.campaign.LoadedBatch;
import io.dialflux.campaign.RejectedRow;
import io.dialflux.campaign.Release;
import io.dialflux.campaign.RetryByOutcome;
import io.dialflux.campaign.Step;
import io.dialflux.campaign.Unresolved;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ledger in one SQLite file: write-ahead log, every commit synced to disk, one writing thread
 * that commits in groups, queries beside it. Anyone may open the file in {@code sqlite3}, also
 * while a campaign runs; its views explain themselves ({@code .schema}).
 *
 * <p>Beside the file are {@code -wal} and {@code -shm} of SQLite, {@code .lock}, which one dialler
 * at a time holds locked, and {@code .seen}, by which a backup that was put in the file's place is
 * found out. Results come on Reactor's parallel scheduler.
 *
 * <p>A backup is made by {@code sqlite3 FILE ".backup …"}; without {@code .seen}, or it finds out
 * nothing. Before a backup is put in the ledger's place, {@code -wal} and {@code -shm} are deleted:
 * a killed process leaves them, and SQLite would mix them into the backup. A file that was put
 * beside older ones is refused. {@code .lock} and {@code .seen} stay; then the campaign is
 * {@linkplain io.dialflux.campaign.Campaign#reconcile reconciled}.
 */
public final class SqliteStore implements CampaignStore {
  private final @Nullable Writer writer;
  private final Reader reader;
  private final Clock clock;
  private final @Nullable FileOwner owner;
  private final @Nullable SeenMark mark;
  private final @Nullable MarkAfterIntents seenAfter;
  private final LeadRows leads;
  private final CallRows calls;
  private final AttemptRows attempts;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean restored;

  private SqliteStore(Path file) {
    this.reader = new Reader(Database.reader(file));
    this.clock = Clock.systemUTC();
    this.leads = new LeadRows(-1);
    this.calls = new CallRows(-1);
    this.attempts = new AttemptRows(-1, calls);
    this.writer = null;
    this.owner = null;
    this.mark = null;
    this.seenAfter = null;
  }

  private SqliteStore(
      Clock clock, FileOwner owner, Connection connection, SeenMark beside, Reader reader)
      throws SQLException {
    this.owner = owner;
    this.clock = clock;
    Transaction tx = new Transaction(connection);
    this.mark = beside;
    this.reader = reader;
    tx.begin(clock.millis());
    tx.update("UPDATE ledger SET session = session + 1");
    Own own = own(tx);
    tx.commit();
    this.leads = new LeadRows(own.session);
    this.calls = new CallRows(own.session);
    this.attempts = new AttemptRows(own.session, calls);
    SeenMark.Seen seen = beside.read();
    this.restored =
        seen != null && (!seen.ledger().equals(own.id) || seen.sequence() > own.sequence);
    MarkAfterIntents after = new MarkAfterIntents(beside, own.id, own.sequence, clock);
    this.seenAfter = after;
    if (!restored) {
      after.write();
    }
    this.writer = new Writer(tx, clock, after);
  }

  /**
   * Opens a ledger to load, dial and reconcile; makes one where the file does not exist. Blocks for
   * some milliseconds.
   *
   * @param file the ledger, in a folder that can be written, on a local disk
   * @return the store, to be closed
   * @throws LedgerException where another dialler has it open, or it cannot be used
   */
  public static SqliteStore open(Path file) {
    return open(file, Clock.systemUTC());
  }

  /**
   * Opens a ledger as {@link #open(Path)} does, by another clock than the machine's.
   *
   * @param file the ledger
   * @param clock leases and the times of intents are by it
   * @return the store, to be closed
   * @throws LedgerException where another dialler has it open, or it cannot be used
   */
  public static SqliteStore open(Path file, Clock clock) {
    Objects.requireNonNull(clock, "clock");
    Path real = FileOwner.real(file);
    FileOwner owner = FileOwner.of(real);
    try {
      return open(real, clock, owner);
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  private static SqliteStore open(Path real, Clock clock, FileOwner owner) {
    Connection connection = Database.writer(real);
    SeenMark beside = null;
    Reader reader = null;
    try {
      beside = SeenMark.beside(real);
      reader = new Reader(Database.reader(real));
      return new SqliteStore(clock, owner, connection, beside, reader);
    } catch (SQLException e) {
      close(connection, beside, reader);
      throw Database.unusable("cannot be opened", e);
    } catch (RuntimeException e) {
      close(connection, beside, reader);
      throw e;
    }
  }

  private static void close(
      Connection connection, @Nullable SeenMark beside, @Nullable Reader reader) {
    Database.close(connection);
    if (reader != null) {
      reader.close();
    }
    if (beside != null) {
      beside.close();
    }
  }

  /**
   * Opens a ledger for queries only, also while a campaign is dialled on it. All else fails with
   * {@link LedgerException.Reason#READ_ONLY}.
   *
   * @param file the ledger
   * @return the store, to be closed
   * @throws LedgerException where there is no ledger in the file
   */
  public static SqliteStore openReadOnly(Path file) {
    return new SqliteStore(file);
  }

  @Override
  public Mono<Ledger> bind(String accountSid) {
    return write(
        tx -> {
          Own own = own(tx);
          if (own.accountSid == null) {
            tx.update("UPDATE ledger SET account_sid = ?", accountSid);
          } else if (!own.accountSid.equals(accountSid)) {
            throw new LedgerException(
                Reason.OTHER_ACCOUNT,
                "the ledger belongs to account " + own.accountSid + ", not " + accountSid,
                null);
          }
          SeenMark.Seen seen = mark == null ? null : mark.read();
          return new Ledger(
              own.id,
              own.secret,
              restored,
              own.writtenAt == 0 ? null : Instant.ofEpochMilli(own.writtenAt),
              seen == null || seen.atMillis() == 0 ? null : Instant.ofEpochMilli(seen.atMillis()));
        });
  }

  @Override
  public Mono<Void> reconciled() {
    return write(
            tx -> {
              SeenMark.Seen seen = mark == null ? null : mark.read();
              long least = seen == null ? 0 : seen.sequence();
              tx.update("UPDATE ledger SET sequence = max(sequence, ?)", least);
              tx.intended();
              if (seenAfter != null) {
                seenAfter.sequence = Math.max(seenAfter.sequence, least);
              }
              return true;
            })
        .doOnNext(done -> restored = false)
        .then();
  }

  @Override
  public Flux<String> campaigns() {
    return reader.campaigns().flatMapIterable(names -> names);
  }

  @Override
  public Mono<LoadedBatch> load(String campaign, List<Lead> rows, List<RejectedRow> rejected) {
    return write(tx -> leads.load(tx, campaign, rows, rejected));
  }

  @Override
  public Mono<Void> retry(String campaign, RetryByOutcome policy) {
    return write(
            tx -> {
              leads.retry(tx, campaign, policy);
              return true;
            })
        .then();
  }

  @Override
  public Mono<CampaignMeasures> measures(String campaign) {
    return reader.measures(campaign);
  }

  @Override
  public Mono<CampaignCounts> counts(String campaign) {
    return Mono.defer(() -> reader.counts(campaign, clock.millis()));
  }

  @Override
  public Flux<LeadRecord> leads(String campaign, Set<LeadState> states) {
    return Flux.defer(() -> reader.leads(campaign, states, clock.millis()));
  }

  @Override
  public Flux<RejectedRow> rejectedRows(String campaign) {
    return reader.rejectedRows(campaign);
  }

  @Override
  public Flux<RejectedRow> repeatedRows(String campaign) {
    return reader.repeatedRows(campaign);
  }

  @Override
  public Mono<Long> recover(String campaign) {
    return write(
        tx -> {
          Long id = LeadRows.campaign(tx, campaign);
          return id == null ? 0L : leads.recover(tx, id) + attempts.recover(tx, id);
        });
  }

  @Override
  public Mono<List<Claim>> claim(String campaign, int most, Duration lease, Limits limits) {
    return write(tx -> leads.claim(tx, campaign, most, lease, limits));
  }

  @Override
  public Mono<Release> limited(Claim claim, Limits limits) {
    return Mono.defer(() -> reader.limited(claim, limits, clock.millis()));
  }

  @Override
  public Mono<Duration> nextDue(String campaign) {
    return Mono.defer(() -> reader.nextDue(campaign, clock.millis()));
  }

  @Override
  public Mono<Long> release(Collection<Release> releases) {
    return write(
        tx -> {
          long released = 0;
          for (Release release : releases) {
            released += leads.release(tx, release) ? 1 : 0;
          }
          return released;
        });
  }

  @Override
  public Mono<Intent.Result> intend(Intent intent) {
    return write(tx -> attempts.intend(tx, intent));
  }

  @Override
  public Mono<Boolean> apply(Step step) {
    return write(tx -> attempts.apply(tx, step));
  }

  @Override
  public Mono<List<Unresolved>> unresolved(String campaign, int most) {
    return Mono.defer(() -> reader.unresolved(campaign, most, clock.millis()));
  }

  @Override
  public Mono<Boolean> lookAgain(String attemptId, Duration after, boolean looked) {
    return write(tx -> attempts.lookAgain(tx, attemptId, after, looked));
  }

  @Override
  public Mono<Set<String>> known(Collection<String> callSids) {
    return reader.known(callSids);
  }

  @Override
  public Mono<Long> attemptsNear(Unresolved unresolved, Duration around) {
    return reader.attemptsNear(unresolved, around.toMillis());
  }

  @Override
  public Flux<Alive> alive(Duration old) {
    return Flux.defer(() -> reader.alive(old, clock.millis())).flatMapIterable(callers -> callers);
  }

  @Override
  public Flux<Alive> unpriced(Duration old) {
    return Flux.defer(() -> reader.unpriced(old, clock.millis()))
        .flatMapIterable(callers -> callers);
  }

  @Override
  public Mono<Long> report(Collection<CallFacts> facts) {
    return write(
        tx -> {
          long changed = 0;
          for (CallFacts told : facts) {
            changed += calls.report(tx, told) ? 1 : 0;
          }
          return changed;
        });
  }

  @Override
  public Mono<Boolean> superseded(String attemptId, String callSid) {
    return reader.superseded(attemptId, callSid);
  }

  @Override
  public Mono<Long> lost(String from) {
    return write(tx -> attempts.lost(tx, from));
  }

  @Override
  public Mono<Boolean> adopt(FoundCall call) {
    return write(tx -> calls.adopt(tx, call));
  }

  @Override
  public Mono<Long> releaseHeld(String campaign, Collection<String> leadKeys, String reason) {
    return write(tx -> leads.releaseHeld(tx, campaign, leadKeys, reason));
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (writer != null) {
      writer.close();
    }
    reader.close();
    if (mark != null) {
      mark.close();
    }
    if (owner != null) {
      owner.close();
    }
  }

  /** How many transactions were committed since it was opened. */
  long commits() {
    return writer == null ? 0 : writer.commits();
  }

  private <T> Mono<T> write(Writer.Change<T> change) {
    return writer == null
        ? Mono.error(
            new LedgerException(Reason.READ_ONLY, "the ledger is open for reading only", null))
        : writer.write(change);
  }

  private static Own own(Transaction tx) throws SQLException {
    try (ResultSet row =
        tx.query("SELECT id, secret, account_sid, session, sequence, written_at FROM ledger")) {
      row.next();
      return new Own(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6));
    }
  }

  /** The ledger's one row about itself. */
  private record Own(
      String id,
      String secret,
      @Nullable String accountSid,
      long session,
      long sequence,
      long writtenAt) {}

  /**
   * Keeps the mark at the ledger's own count of commits with intents. Runs on the writer's thread.
   */
  private static final class MarkAfterIntents implements Runnable {
    private final SeenMark mark;
    private final String ledger;
    private final Clock clock;
    private long sequence;

    MarkAfterIntents(SeenMark mark, String ledger, long sequence, Clock clock) {
      this.mark = mark;
      this.ledger = ledger;
      this.sequence = sequence;
      this.clock = clock;
    }

    @Override
    public void run() {
      sequence++;
      write();
    }

    void write() {
      mark.write(new SeenMark.Seen(ledger, sequence, clock.millis()));
    }
  }
}
