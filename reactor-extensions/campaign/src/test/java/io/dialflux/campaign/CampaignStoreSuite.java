package io.dialflux.campaign;

import static io.dialflux.campaign.LeadState.CLAIMED;
import static io.dialflux.campaign.LeadState.COMPLETED;
import static io.dialflux.campaign.LeadState.HELD;
import static io.dialflux.campaign.LeadState.INTENT;
import static io.dialflux.campaign.LeadState.PLACED;
import static io.dialflux.campaign.LeadState.READY;
import static io.dialflux.campaign.LeadState.REFUSED;
import static io.dialflux.campaign.LeadState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import io.dialflux.campaign.Intent.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What every store must do. Another store's module extends it, from this module's test jar, and
 * says how its store is opened, crashes, and how its clock goes on.
 */
public abstract class CampaignStoreSuite {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String AUTUMN = "autumn";
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final String CALLER = "+15552223333";

  private CampaignStore store;

  /** Opens the store of a new, empty ledger. */
  protected abstract CampaignStore open();

  /**
   * Opens the ledger as it is found after the process of {@code store} was killed at this moment.
   *
   * @param store not used any more
   */
  protected abstract CampaignStore crash(CampaignStore store);

  /** Lets the store's clock go on. */
  protected abstract void advance(Duration by);

  /** The time by the store's clock. */
  protected abstract Instant now();

  @BeforeEach
  void begin() {
    store = open();
  }

  @AfterEach
  void end() {
    store.close();
  }

  @Test
  void aCrashAfterAClaimGivesTheLeadBackToAll() {
    load(AUTUMN, 1);
    Claim before = claim(1).get(0);
    store = crash(store);
    assertThat(get(store.recover(AUTUMN))).isEqualTo(1);
    Claim after = claim(1).get(0);
    assertThat(after.epoch()).isGreaterThan(before.epoch());
    assertThat(intend(before, 1)).isEqualTo(Result.CLAIM_LOST);
    assertThat(intend(after, 2)).isEqualTo(Result.WRITTEN);
  }

  @Test
  void aCrashAfterAnIntentNeverLeadsToACall() {
    load(AUTUMN, 1);
    assertThat(intend(claim(1).get(0), 1)).isEqualTo(Result.WRITTEN);
    store = crash(store);
    assertThat(get(store.recover(AUTUMN))).isEqualTo(1);
    assertThat(count(UNKNOWN)).isEqualTo(1);
    assertThat(claim(10)).isEmpty();
    List<Unresolved> due = get(store.unresolved(AUTUMN, 10));
    assertThat(due).hasSize(1);
    assertThat(due.get(0).attemptId()).isEqualTo(attempt(1));
    assertThat(due.get(0).from()).isEqualTo(CALLER);
    advance(Duration.ofDays(30));
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void whatWasAnsweredBeforeACrashIsThereAfterIt() {
    load(AUTUMN, 50);
    List<Claim> claims = claim(50);
    for (int i = 0; i < 50; i++) {
      intend(claims.get(i), i);
    }
    for (int i = 0; i < 50; i += 2) {
      assertThat(get(store.apply(placed(i)))).isTrue();
    }
    store = crash(store);
    assertThat(count(PLACED)).isEqualTo(25);
    assertThat(count(INTENT)).isEqualTo(25);
    assertThat(get(store.counts(AUTUMN)).leads()).isEqualTo(50);
  }

  @Test
  void aStaleEpochWritesNothing() {
    load(AUTUMN, 1);
    Claim stale = claim(1).get(0);
    advance(LEASE.plusSeconds(1));
    Claim fresh = claim(1).get(0);
    assertThat(fresh.leadId()).isEqualTo(stale.leadId());
    assertThat(fresh.epoch()).isEqualTo(stale.epoch() + 1);
    assertThat(intend(stale, 1)).isEqualTo(Result.CLAIM_LOST);
    assertThat(get(store.release(stale, READY, "late"))).isFalse();
    assertThat(intend(fresh, 2)).isEqualTo(Result.WRITTEN);
  }

  @Test
  void aLeaseThatHasEndedWritesNothingEvenIfNobodyElseCame() {
    load(AUTUMN, 1);
    Claim claim = claim(1).get(0);
    advance(LEASE.plusSeconds(1));
    assertThat(intend(claim, 1)).isEqualTo(Result.CLAIM_LOST);
    assertThat(claim(1)).hasSize(1);
  }

  @Test
  void aLeaseThatEndsInIntentLeadsToALookUpAndTheLateAnswerStillCounts() {
    load(AUTUMN, 1);
    intend(claim(1).get(0), 1);
    advance(Duration.ofHours(1));
    assertThat(claim(1)).isEmpty();
    assertThat(get(store.recover(AUTUMN))).isEqualTo(1);
    assertThat(count(UNKNOWN)).isEqualTo(1);
    assertThat(get(store.apply(placed(1)))).isTrue();
    assertThat(count(PLACED)).isEqualTo(1);
  }

  @Test
  void manyOwnersNeverHoldOneLeadTogether() {
    load(AUTUMN, 400);
    Set<Long> taken = ConcurrentHashMap.newKeySet();
    List<Claim> claims =
        Flux.range(0, 8)
            .flatMap(
                owner ->
                    store
                        .claim(AUTUMN, 7, LEASE)
                        .repeat(19)
                        .flatMapIterable(all -> all)
                        .filter(claim -> !taken.add(claim.leadId())),
                8)
            .collectList()
            .block(LONG);
    assertThat(claims).as("claimed twice").isEmpty();
    assertThat(taken).hasSize(400);
    assertThat(count(CLAIMED)).isEqualTo(400);
  }

  @Test
  void ofManyIntentsOfOneClaimOneIsWritten() {
    load(AUTUMN, 1);
    Claim claim = claim(1).get(0);
    List<Result> results =
        Flux.range(1, 16)
            .flatMap(i -> store.intend(intent(claim, i)), 16)
            .collectList()
            .block(LONG);
    assertThat(Collections.frequency(results, Result.WRITTEN)).isEqualTo(1);
    assertThat(Collections.frequency(results, Result.CLAIM_LOST)).isEqualTo(15);
  }

  @Test
  void anUnknownOutcomeIsSettledOnceAndByTheRulesOnly() {
    load(AUTUMN, 5);
    List<Claim> claims = claim(5);
    for (int i = 0; i < 5; i++) {
      intend(claims.get(i), i);
      assertThat(get(store.apply(Step.unknown(attempt(i), "reset")))).isTrue();
      assertThat(get(store.apply(Step.unknown(attempt(i), "reset")))).isFalse();
    }
    assertThat(get(store.apply(placed(0)))).isTrue();
    assertThat(get(store.apply(Step.held(attempt(1), "no evidence")))).isTrue();
    assertThat(get(store.apply(Step.absent(attempt(2), "none found")))).isTrue();
    assertThat(get(store.apply(Step.refused(attempt(3), "21211")))).isTrue();
    assertThat(get(store.apply(Step.absent(attempt(0), "late")))).isFalse();
    assertThat(get(store.apply(Step.absent(attempt(1), "late")))).isFalse();
    assertThat(get(store.apply(Step.refused(attempt(0), "late")))).isFalse();
    assertThat(get(store.apply(Step.notProcessed(attempt(3), "late")))).isFalse();
    CampaignCounts counts = get(store.counts(AUTUMN));
    assertThat(counts.byState())
        .containsEntry(PLACED, 1L)
        .containsEntry(HELD, 1L)
        .containsEntry(READY, 1L)
        .containsEntry(REFUSED, 1L)
        .containsEntry(UNKNOWN, 1L);
    assertThat(claim(10)).singleElement().extracting(Claim::attempts).isEqualTo(1);
  }

  @Test
  void thatAnAnswerWasUnclearStaysKnownOnceItIsSettled() {
    load(AUTUMN, 3);
    List<Claim> claims = claim(2);
    intend(claims.get(0), 0);
    intend(claims.get(1), 1);
    Instant unknown = now();
    get(store.apply(Step.unknown(attempt(0), "reset")));
    advance(Duration.ofMinutes(1));
    get(store.apply(placed(0)));
    get(store.apply(placed(1)));
    assertThat(
            store.leads(AUTUMN, EnumSet.allOf(LeadState.class)).collectList().block(LONG).stream()
                .map(LeadRecord::unknownAt))
        .containsExactly(unknown, null, null);
  }

  @Test
  void aCallIsAFactAlsoForAnAttemptThatWasGivenUp() {
    load(AUTUMN, 2);
    List<Claim> claims = claim(2);
    for (int i = 0; i < 2; i++) {
      intend(claims.get(i), i);
      get(store.apply(Step.unknown(attempt(i), "reset")));
    }
    get(store.apply(Step.held(attempt(0), "no evidence")));
    get(store.apply(Step.absent(attempt(1), "none found")));
    Claim again = claim(1).get(0);
    assertThat(get(store.apply(placed(0)))).isTrue();
    assertThat(get(store.apply(placed(1)))).isTrue();
    assertThat(count(PLACED)).isEqualTo(2);
    assertThat(intend(again, 9)).as("after the call was found").isEqualTo(Result.CLAIM_LOST);
  }

  @Test
  void aCallBelongsToOneAttempt() {
    load(AUTUMN, 2);
    List<Claim> claims = claim(2);
    intend(claims.get(0), 0);
    intend(claims.get(1), 1);
    assertThat(get(store.apply(placed(0)))).isTrue();
    Step same = Step.placed(attempt(1), sid(0), CallStatus.QUEUED, "found");
    assertThat(get(store.apply(same))).isFalse();
    assertThat(get(store.known(List.of(sid(0), sid(1))))).containsExactly(sid(0));
  }

  @Test
  void aLookUpThatWasPutOffIsDueLater() {
    load(AUTUMN, 1);
    intend(claim(1).get(0), 1);
    get(store.apply(Step.unknown(attempt(1), "reset")));
    assertThat(get(store.lookAgain(attempt(1), Duration.ofSeconds(30), true))).isTrue();
    assertThat(get(store.unresolved(AUTUMN, 10))).isEmpty();
    advance(Duration.ofSeconds(31));
    assertThat(get(store.unresolved(AUTUMN, 10)))
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.looks()).isEqualTo(1);
              assertThat(Duration.between(due.intendedAt(), due.asOf()))
                  .isGreaterThanOrEqualTo(Duration.ofSeconds(31));
            });
    assertThat(get(store.attemptsNear(get(store.unresolved(AUTUMN, 1)).get(0), LEASE)))
        .isEqualTo(1);
  }

  @Test
  void attemptsThatHaveTheirCallAreNotNearAnother() {
    load(AUTUMN, 1);
    intend(claim(1).get(0), 1);
    get(store.apply(Step.placed(attempt(1), sid(1), CallStatus.BUSY, "accepted")));
    load("winter", 1);
    intend(get(store.claim("winter", 1, LEASE)).get(0), 2);
    get(store.apply(Step.unknown(attempt(2), "reset")));
    Unresolved unresolved = get(store.unresolved("winter", 1)).get(0);
    assertThat(get(store.attemptsNear(unresolved, LEASE))).isEqualTo(1);
  }

  @Test
  void onePhoneHasOneActiveAttemptOverAllCampaigns() {
    load(AUTUMN, 1);
    load("winter", 1);
    Claim autumn = claim(1).get(0);
    Claim winter = get(store.claim("winter", 1, LEASE)).get(0);
    assertThat(intend(autumn, 1)).isEqualTo(Result.WRITTEN);
    assertThat(intend(winter, 2)).isEqualTo(Result.PHONE_BUSY);
    assertThat(get(store.counts("winter")).in(READY)).isEqualTo(1);
    assertThat(get(store.claim("winter", 1, LEASE))).as("while the phone is busy").isEmpty();
    assertThat(reasons("winter", READY))
        .containsExactly("another attempt to this phone is under way");
    get(store.apply(placed(1)));
    assertThat(get(store.claim("winter", 1, LEASE))).isEmpty();
    assertThat(get(store.ended(List.of(call(1, "completed"))))).isEqualTo(1);
    Claim later = get(store.claim("winter", 1, LEASE)).get(0);
    assertThat(intend(later, 3)).isEqualTo(Result.WRITTEN);
  }

  @Test
  void aPhoneIsFreeOnceItsCallCannotBeAliveAnyMore() {
    load(AUTUMN, 2);
    load("winter", 1);
    List<Claim> claims = claim(2);
    intend(claims.get(0), 1);
    get(store.apply(placed(1)));
    assertThat(get(store.lost(CALLER))).isZero();
    advance(Duration.ofHours(49));
    assertThat(get(store.claim("winter", 1, LEASE))).isEmpty();
    advance(Duration.ofHours(2));
    assertThat(intend(get(store.claim("winter", 1, LEASE)).get(0), 3)).isEqualTo(Result.WRITTEN);
    assertThat(get(store.lost("+15552220000"))).isZero();
    assertThat(get(store.lost(CALLER))).isEqualTo(1);
    assertThat(reasons(AUTUMN, HELD)).singleElement().asString().contains("how it ended");
    assertThat(store.alive().collectList().block(LONG)).isEmpty();
    assertThat(get(store.ended(List.of(call(1, "completed"))))).as("too late").isZero();
  }

  @Test
  void whatACampaignLeftIsSeenToByAnother() {
    load(AUTUMN, 1);
    load("winter", 1);
    intend(claim(1).get(0), 1);
    Instant crashed = now();
    store = crash(store);
    assertThat(get(store.claim("winter", 1, LEASE))).isEmpty();
    assertThat(get(store.recover(AUTUMN))).isEqualTo(1);
    advance(Duration.ofMinutes(20));
    assertThat(get(store.unresolved(AUTUMN, 10)))
        .singleElement()
        .satisfies(left -> assertThat(left.dueAt()).isEqualTo(crashed));
    get(store.apply(Step.held(attempt(1), "no evidence")));
    assertThat(get(store.claim("winter", 1, LEASE))).hasSize(1);
  }

  @Test
  void theSameFileTwiceAddsNobodyTwice() {
    List<Lead> leads = leads(0, 1_000);
    List<RejectedRow> bad =
        List.of(new RejectedRow(Lead.of("12").line(1_001), "the phone number is too short"));
    assertThat(get(store.load(AUTUMN, leads, bad)).added()).isEqualTo(1_000);
    LoadedBatch again = get(store.load(AUTUMN, leads, bad));
    assertThat(again.added()).isZero();
    assertThat(again.known()).isEqualTo(1_000);
    assertThat(again.rejected()).hasSize(1);
    assertThat(again.repeated()).isEmpty();
    CampaignCounts counts = get(store.counts(AUTUMN));
    assertThat(counts.leads()).isEqualTo(1_000);
    assertThat(counts.rejectedRows()).isEqualTo(1);
    assertThat(store.rejectedRows(AUTUMN).collectList().block(LONG))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.line()).isEqualTo(1_001);
              assertThat(row.reason()).isEqualTo("the phone number is too short");
              assertThat(row.lead().phone()).isEqualTo("12");
            });
  }

  @Test
  void duplicatesAreReportedByLineKeptAndOnePhoneIsOneLead() {
    List<Lead> leads =
        List.of(
            Lead.of(phone(1)).key("anna").line(2),
            Lead.of(phone(1)).key("bert").line(3),
            Lead.of(phone(2)).key("anna").line(4),
            Lead.of(phone(3)).line(5),
            Lead.of(phone(3)).line(6).data(Map.of("name", "Cleo")),
            Lead.of(phone(1)).line(7));
    LoadedBatch batch = get(store.load(AUTUMN, leads, List.of()));
    assertThat(batch.added()).isEqualTo(2);
    assertThat(batch.known()).isZero();
    assertThat(batch.rejected()).extracting(RejectedRow::line).containsExactly(3L, 7L);
    assertThat(batch.rejected().get(0).reason()).contains("under another key");
    assertThat(batch.repeated()).extracting(RejectedRow::line).containsExactly(4L, 6L);
    assertThat(batch.repeated().get(1).reason()).contains("from line 5");
    assertThat(get(store.counts(AUTUMN)).rejectedRows()).isEqualTo(2);

    LoadedBatch again = get(store.load(AUTUMN, leads, List.of()));

    assertThat(again.added()).isZero();
    assertThat(again.known()).isEqualTo(2);
    assertThat(get(store.counts(AUTUMN)).rejectedRows()).isEqualTo(2);
    assertThat(store.repeatedRows(AUTUMN).collectList().block(LONG))
        .extracting(row -> row.line() + " " + row.lead().phone() + " " + row.lead().data())
        .containsExactly("4 " + phone(2) + " {}", "6 " + phone(3) + " {name=Cleo}");
  }

  @Test
  void aCorrectedRowIsRejectedNoLonger() {
    Lead bad = Lead.of("12").key("anna").line(2);
    get(store.load(AUTUMN, List.of(), List.of(new RejectedRow(bad, "too short"))));
    assertThat(get(store.counts(AUTUMN)).rejectedRows()).isEqualTo(1);
    get(store.load(AUTUMN, List.of(bad.phone(phone(1))), List.of()));
    assertThat(get(store.counts(AUTUMN)).rejectedRows()).isZero();
  }

  @Test
  void anotherPhoneUnderTheSameKeyIsReported() {
    Lead anna = Lead.of(phone(1)).key("anna").line(2);
    get(store.load(AUTUMN, List.of(anna), List.of()));
    LoadedBatch batch = get(store.load(AUTUMN, List.of(anna.phone(phone(2))), List.of()));
    assertThat(batch.known()).isZero();
    assertThat(batch.repeated().get(0).reason()).contains("another phone, from line 2");
    assertThat(store.leads(AUTUMN, EnumSet.of(READY)).blockFirst(LONG).lead().phone())
        .isEqualTo(phone(1));
  }

  @Test
  void valuesAndKeysComeBackAsTheyWereGiven() {
    Map<String, String> data = Map.of("name", "Ann \"O\\' Brien\u0001\n☎", "code", "007");
    get(store.load(AUTUMN, List.of(Lead.of(phone(1)).key("k 1").line(3).data(data)), List.of()));
    Lead read = store.leads(AUTUMN, EnumSet.of(READY)).blockFirst(LONG).lead();
    assertThat(read.data()).isEqualTo(data);
    assertThat(read.key()).isEqualTo("k 1");
    assertThat(claim(1).get(0).lead().data()).isEqualTo(data);
    assertThat(read.toString() + claim(1)).doesNotContain(phone(1)).doesNotContain("Brien");
  }

  @Test
  void leadsAreReadInOrderHoweverManyThereAre() {
    load(AUTUMN, 1_700);
    List<LeadRecord> all =
        store.leads(AUTUMN, EnumSet.allOf(LeadState.class)).collectList().block();
    assertThat(all)
        .extracting(lead -> lead.lead().line())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 1_700).mapToObj(Long::valueOf).toList());
    assertThat(all).allSatisfy(lead -> assertThat(lead.reason()).isNotBlank());
    assertThat(store.campaigns().collectList().block(LONG)).containsExactly(AUTUMN);
  }

  @Test
  void theEndOfACallEndsItsLead() {
    load(AUTUMN, 3);
    List<Claim> claims = claim(3);
    for (int i = 0; i < 3; i++) {
      intend(claims.get(i), i);
      get(store.apply(placed(i)));
    }
    assertThat(store.alive().collectList().block(LONG))
        .singleElement()
        .satisfies(alive -> assertThat(alive.calls()).isEqualTo(3));
    List<Call> calls = List.of(call(0, "completed"), call(1, "ringing"), call(7, "busy"));
    assertThat(get(store.ended(calls))).isEqualTo(1);
    assertThat(get(store.ended(calls))).as("a second time").isZero();
    assertThat(count(COMPLETED)).isEqualTo(1);
    assertThat(count(PLACED)).isEqualTo(2);
  }

  @Test
  void aPersonCanLetAHeldLeadBeCalledAgain() {
    load(AUTUMN, 2);
    List<Claim> claims = claim(2);
    for (int i = 0; i < 2; i++) {
      intend(claims.get(i), i);
      get(store.apply(Step.unknown(attempt(i), "reset")));
      get(store.apply(Step.held(attempt(i), "no evidence")));
    }
    assertThat(reasons(AUTUMN, HELD)).containsOnly("no evidence");
    assertThat(get(store.releaseHeld(AUTUMN, List.of(phone(0), phone(77)), "by Ann"))).isEqualTo(1);
    assertThat(reasons(AUTUMN, READY)).containsExactly("by Ann");
    assertThat(claim(5)).hasSize(1);
    assertThat(count(HELD)).isEqualTo(1);
  }

  @Test
  void aPersonCanLetARefusedLeadBeCalledAgain() {
    load(AUTUMN, 2);
    intend(claim(1).get(0), 1);
    get(store.apply(Step.refused(attempt(1), "21211")));
    assertThat(get(store.releaseHeld(AUTUMN, List.of(phone(0)), "put right"))).isEqualTo(1);
    assertThat(count(REFUSED)).isZero();
    assertThat(count(READY)).isEqualTo(2);
    assertThat(intend(claim(1).get(0), 2)).isEqualTo(Result.WRITTEN);
  }

  @Test
  void aCallThatTheLedgerDoesNotKnowIsTakenIn() {
    load(AUTUMN, 4);
    List<Claim> claims = claim(2);
    intend(claims.get(0), 0);
    intend(claims.get(1), 1);
    get(store.apply(Step.unknown(attempt(0), "reset")));
    get(store.apply(Step.unknown(attempt(1), "reset")));
    assertThat(get(store.adopt(found(0, "completed", attempt(0))))).as("by its id").isTrue();
    assertThat(get(store.adopt(found(1, "ringing", null)))).as("by number and time").isTrue();
    assertThat(get(store.adopt(found(2, "busy", "f".repeat(32))))).as("forgotten").isTrue();
    assertThat(get(store.adopt(found(2, "busy", "f".repeat(32))))).as("again").isFalse();
    assertThat(get(store.adopt(found(99, "busy", null)))).as("nobody's").isFalse();
    assertThat(get(store.counts(AUTUMN)).byState())
        .containsEntry(COMPLETED, 1L)
        .containsEntry(PLACED, 1L)
        .containsEntry(LeadState.BUSY, 1L)
        .containsEntry(READY, 1L);
    assertThat(claim(10)).singleElement().satisfies(c -> assertThat(c.lead().line()).isEqualTo(4));
  }

  @Test
  void aCallOfAnotherLedgerIsNoAttemptsButItsPhoneWasCalled() {
    load(AUTUMN, 2);
    intend(claim(1).get(0), 0);
    get(store.apply(Step.unknown(attempt(0), "reset")));
    assertThat(get(store.adopt(found(0, "completed", "")))).isFalse();
    assertThat(count(UNKNOWN)).isEqualTo(1);
    assertThat(get(store.adopt(found(1, "completed", "")))).isTrue();
    assertThat(count(COMPLETED)).isEqualTo(1);
  }

  @Test
  void twoAttemptsNearOneCallAreNotMixedUp() {
    load(AUTUMN, 1);
    intend(claim(1).get(0), 0);
    get(store.apply(Step.unknown(attempt(0), "reset")));
    get(store.apply(Step.absent(attempt(0), "none found")));
    intend(claim(1).get(0), 1);
    get(store.apply(Step.unknown(attempt(1), "reset")));
    assertThat(get(store.adopt(found(0, "completed", null)))).isFalse();
    assertThat(get(store.adopt(found(0, "completed", attempt(1))))).isTrue();
  }

  @Test
  void aCallThatMayBeOfTwoCampaignsHoldsBoth() {
    load(AUTUMN, 1);
    load("winter", 1);
    assertThat(get(store.adopt(found(0, "completed", null)))).isTrue();
    assertThat(get(store.counts(AUTUMN)).in(HELD)).isEqualTo(1);
    assertThat(get(store.counts("winter")).in(HELD)).isEqualTo(1);
    assertThat(reasons("winter", HELD).get(0)).contains("which campaign");
    assertThat(get(store.adopt(found(0, "completed", null)))).as("again").isFalse();
  }

  @Test
  void aLedgerIsOfOneAccount() {
    Ledger ledger = get(store.bind(ACCOUNT));
    assertThat(get(store.bind(ACCOUNT)).secret()).isEqualTo(ledger.secret());
    assertThat(ledger.toString()).doesNotContain(ledger.secret());
    assertThatThrownBy(() -> get(store.bind("ACffffffffffffffffffffffffffffffff")))
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.OTHER_ACCOUNT));
    store = crash(store);
    assertThat(get(store.bind(ACCOUNT)).id()).isEqualTo(ledger.id());
  }

  @Test
  void countsAlwaysAddUp() {
    for (int seed = 0; seed < 5; seed++) {
      String campaign = "walk " + seed;
      Random random = new Random(seed);
      get(store.load(campaign, leads(10_000 * (seed + 1), 60), List.of()));
      List<Claim> claims = new ArrayList<>();
      List<String> attempts = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        walk(campaign, random, claims, attempts, seed * 1_000 + i);
      }
      CampaignCounts counts = get(store.counts(campaign));
      assertThat(counts.leads()).isEqualTo(60);
      for (LeadState state : LeadState.values()) {
        long there = store.leads(campaign, EnumSet.of(state)).count().block(LONG);
        assertThat(counts.in(state)).as(state + " of " + campaign).isEqualTo(there);
      }
    }
  }

  private void walk(
      String campaign, Random random, List<Claim> claims, List<String> attempts, int i) {
    String some =
        attempts.isEmpty() ? attempt(999_999) : attempts.get(random.nextInt(attempts.size()));
    switch (random.nextInt(10)) {
      case 0, 1 -> claims.addAll(get(store.claim(campaign, 3, LEASE)));
      case 2, 3 -> {
        if (!claims.isEmpty()) {
          Claim claim = claims.remove(random.nextInt(claims.size()));
          if (intend(claim, i) == Result.WRITTEN) {
            attempts.add(attempt(i));
          }
        }
      }
      case 4 -> get(store.apply(Step.placed(some, sid(i), CallStatus.QUEUED, "walk")));
      case 5 -> get(store.apply(Step.unknown(some, "walk")));
      case 6 -> get(store.apply(Step.notProcessed(some, "walk")));
      case 7 ->
          get(store.apply(random.nextBoolean() ? Step.held(some, "w") : Step.absent(some, "w")));
      case 8 -> advance(Duration.ofSeconds(random.nextInt(40)));
      default -> {
        get(store.recover(campaign));
        get(store.ended(List.of(call(i - random.nextInt(20), "completed"))));
      }
    }
  }

  private void load(String campaign, int leads) {
    get(store.load(campaign, leads(0, leads), List.of()));
  }

  private static List<Lead> leads(int first, int count) {
    return IntStream.range(0, count).mapToObj(i -> Lead.of(phone(first + i)).line(i + 1)).toList();
  }

  private List<Claim> claim(int most) {
    return get(store.claim(AUTUMN, most, LEASE));
  }

  private Result intend(Claim claim, int attempt) {
    return get(store.intend(intent(claim, attempt)));
  }

  private static Intent intent(Claim claim, int attempt) {
    return new Intent(claim, attempt(attempt), CALLER, Duration.ofSeconds(5), LEASE);
  }

  private static Step placed(int i) {
    return Step.placed(attempt(i), sid(i), CallStatus.QUEUED, "accepted");
  }

  private FoundCall found(int i, String status, String attempt) {
    return new FoundCall(
        "CA" + "e".repeat(26) + String.format("%06d", i),
        phone(i),
        CALLER,
        now(),
        CallStatus.of(status),
        attempt);
  }

  private static Call call(int i, String status) {
    return Call.parse("{\"sid\":\"" + sid(i) + "\",\"status\":\"" + status + "\"}");
  }

  private List<String> reasons(String campaign, LeadState state) {
    return store.leads(campaign, EnumSet.of(state)).map(LeadRecord::reason).collectList().block();
  }

  private long count(LeadState state) {
    return get(store.counts(AUTUMN)).in(state);
  }

  private static String phone(int i) {
    return "+1212" + (5_550_000 + i);
  }

  private static String attempt(int i) {
    return String.format("%032x", i + 1);
  }

  private static String sid(int i) {
    return "CA" + String.format("%032x", i + 1);
  }

  private static <T> T get(Mono<T> mono) {
    return mono.block(LONG);
  }
}
