package io.dialflux.campaign.sqlite;

import io.dialflux.call.Call;
import io.dialflux.campaign.*;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ledger in one SQLite file. */
public final class SqliteStore implements CampaignStore {
  private SqliteStore() {}

  /**
   * Opens a ledger for dialling.
   *
   * @param file the ledger
   * @return the store
   */
  public static SqliteStore open(Path file) {
    return open(file, Clock.systemUTC());
  }

  /**
   * Opens a ledger for dialling.
   *
   * @param file the ledger
   * @param clock for leases
   * @return the store
   */
  public static SqliteStore open(Path file, Clock clock) {
    return new SqliteStore();
  }

  /**
   * Opens a ledger for reading.
   *
   * @param file the ledger
   * @return the store
   */
  public static SqliteStore openReadOnly(Path file) {
    return new SqliteStore();
  }

  @Override
  public Mono<Ledger> bind(String accountSid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Void> reconciled() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<String> campaigns() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<LoadedBatch> load(String campaign, List<Lead> leads, List<RejectedRow> rejected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<CampaignCounts> counts(String campaign) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<LeadRecord> leads(String campaign, Set<LeadState> states) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<RejectedRow> rejectedRows(String campaign) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Long> recover(String campaign) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<List<Claim>> claim(String campaign, int most, Duration lease) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Boolean> release(Claim claim, LeadState to, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Intent.Result> intend(Intent intent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Boolean> apply(Step step) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<List<Unresolved>> unresolved(String campaign, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Boolean> lookAgain(String attemptId, Duration after, boolean looked) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Set<String>> known(Collection<String> callSids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Long> attemptsNear(Unresolved unresolved, Duration around) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<Alive> alive() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Long> ended(Collection<Call> calls) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Boolean> adopt(String campaign, FoundCall call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Long> releaseHeld(String campaign, Collection<String> leadKeys, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
