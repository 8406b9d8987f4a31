package io.dialflux.campaign;

import static io.dialflux.campaign.LeadState.BUSY;
import static io.dialflux.campaign.LeadState.CLAIMED;
import static io.dialflux.campaign.LeadState.COMPLETED;
import static io.dialflux.campaign.LeadState.HELD;
import static io.dialflux.campaign.LeadState.INTENT;
import static io.dialflux.campaign.LeadState.MACHINE;
import static io.dialflux.campaign.LeadState.PLACED;
import static io.dialflux.campaign.LeadState.READY;
import static io.dialflux.campaign.LeadState.REFUSED;
import static io.dialflux.campaign.LeadState.UNKNOWN;
import static io.dialflux.campaign.LeadState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.call.AnsweredBy;
import io.dialflux.call.CallStatus;
import io.dialflux.campaign.Intent.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
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
  private static final Duration LONG = Duration.ofMinutes(4);
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
    assertThat(get(store.release(List.of(Release.ready(stale, "late"))))).isZero();
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
                        .claim(AUTUMN, 7, LEASE, Limits.NONE)
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

  /** As a run counts at its end, while callbacks are being written down. */
  @Test
  void onceARecoveryIsDoneAllThatWasAcceptedBeforeIsCounted() {
    int many = 300;
    load(AUTUMN, many);
    List<Claim> claims = claim(many);
    for (int i = 0; i < many; i++) {
      intend(claims.get(i), i);
    }
    for (int i = 0; i < many; i++) {
      store.report(List.of(facts(i, "busy").attempt(attempt(i)))).subscribe();
    }
    get(store.recover(AUTUMN));
    assertThat(count(BUSY)).isEqualTo(many);
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
  void anAnswerWithTheCallOfAnotherAttemptIsNone() {
    load(AUTUMN, 2);
    load("winter", 3);
    List<Claim> claims = claim(2);
    intend(claims.get(0), 0);
    intend(claims.get(1), 1);
    intend(get(store.claim("winter", 1, LEASE, Limits.NONE)).get(0), 2);
    get(store.apply(Step.placed(attempt(0), sid(0), CallStatus.COMPLETED, "accepted")));

    for (int other : List.of(1, 2)) {
      for (CallStatus status : List.of(CallStatus.QUEUED, CallStatus.BUSY)) {
        Step same = Step.placed(attempt(other), sid(0), status, "accepted");
        assertThat(get(store.apply(same))).as("%s of %d", status, other).isFalse();
      }
    }

    assertThat(count(COMPLETED)).isEqualTo(1);
    assertThat(count(UNKNOWN)).isEqualTo(1);
    assertThat(get(store.counts("winter")).in(UNKNOWN)).as("of any campaign").isEqualTo(1);
    assertThat(get(store.unresolved(AUTUMN, 10)))
        .singleElement()
        .satisfies(due -> assertThat(due.attemptId()).isEqualTo(attempt(1)));
    assertThat(reasons(AUTUMN, UNKNOWN)).singleElement().asString().contains("another attempt");
    assertThat(get(store.superseded(attempt(0), sid(0)))).isFalse();
    assertThat(get(store.apply(placed(1)))).as("its own, once it is found").isTrue();
    assertThat(get(store.known(List.of(sid(0), sid(1))))).containsExactlyInAnyOrder(sid(0), sid(1));
  }

  @Test
  void anAttemptThatIsLookedUpKeepsItsPlaceWhereTheCallIsAnotherAttempts() {
    load(AUTUMN, 4);
    List<Claim> claims = claim(4);
    for (int i = 0; i < 4; i++) {
      intend(claims.get(i), i);
    }
    get(store.apply(placed(0)));
    for (int i = 1; i < 4; i++) {
      get(store.apply(Step.unknown(attempt(i), "reset")));
    }
    get(store.apply(Step.held(attempt(2), "no evidence")));
    get(store.apply(Step.absent(attempt(3), "none found")));
    for (int i = 1; i < 4; i++) {
      Step same = Step.placed(attempt(i), sid(0), CallStatus.QUEUED, "found");
      assertThat(get(store.apply(same))).isFalse();
    }
    assertThat(reasons(AUTUMN, UNKNOWN)).containsExactly("reset");
    assertThat(reasons(AUTUMN, HELD)).containsExactly("no evidence");
    assertThat(count(READY)).isEqualTo(1);
    assertThat(count(PLACED)).isEqualTo(1);
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
    intend(get(store.claim("winter", 1, LEASE, Limits.NONE)).get(0), 2);
    get(store.apply(Step.unknown(attempt(2), "reset")));
    Unresolved unresolved = get(store.unresolved("winter", 1)).get(0);
    assertThat(get(store.attemptsNear(unresolved, LEASE))).isEqualTo(1);
  }

  @Test
  void onePhoneHasOneActiveAttemptOverAllCampaigns() {
    load(AUTUMN, 1);
    load("winter", 1);
    Claim autumn = claim(1).get(0);
    Claim winter = get(store.claim("winter", 1, LEASE, Limits.NONE)).get(0);
    assertThat(intend(autumn, 1)).isEqualTo(Result.WRITTEN);
    assertThat(intend(winter, 2)).isEqualTo(Result.PHONE_BUSY);
    assertThat(get(store.counts("winter")).in(READY)).isEqualTo(1);
    assertThat(get(store.claim("winter", 1, LEASE, Limits.NONE)))
        .as("while the phone is busy")
        .isEmpty();
    assertThat(reasons("winter", READY))
        .containsExactly("another attempt to this phone is under way");
    get(store.apply(placed(1)));
    assertThat(get(store.claim("winter", 1, LEASE, Limits.NONE))).isEmpty();
    assertThat(get(store.report(List.of(facts(1, "completed"))))).isEqualTo(1);
    Claim later = get(store.claim("winter", 1, LEASE, Limits.NONE)).get(0);
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
    assertThat(get(store.claim("winter", 1, LEASE, Limits.NONE))).isEmpty();
    advance(Duration.ofHours(2));
    assertThat(intend(get(store.claim("winter", 1, LEASE, Limits.NONE)).get(0), 3))
        .isEqualTo(Result.WRITTEN);
    assertThat(get(store.lost("+15552220000"))).isZero();
    assertThat(get(store.lost(CALLER))).isEqualTo(1);
    assertThat(reasons(AUTUMN, HELD)).singleElement().asString().contains("how it ended");
    assertThat(store.alive(LEASE).collectList().block(LONG)).isEmpty();
    assertThat(get(store.report(List.of(facts(1, "completed"))))).as("late").isEqualTo(1);
    assertThat(count(COMPLETED)).as("a fact all the same").isEqualTo(1);
  }

  @Test
  void whatACampaignLeftIsSeenToByAnother() {
    load(AUTUMN, 1);
    load("winter", 1);
    intend(claim(1).get(0), 1);
    Instant crashed = now();
    store = crash(store);
    assertThat(get(store.claim("winter", 1, LEASE, Limits.NONE))).isEmpty();
    assertThat(get(store.recover(AUTUMN))).isEqualTo(1);
    advance(Duration.ofMinutes(20));
    assertThat(get(store.unresolved(AUTUMN, 10)))
        .singleElement()
        .satisfies(left -> assertThat(left.dueAt()).isEqualTo(crashed));
    get(store.apply(Step.held(attempt(1), "no evidence")));
    assertThat(get(store.claim("winter", 1, LEASE, Limits.NONE))).hasSize(1);
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
  void whatARowSaysByNowHoldsForWhoMayStillBeCalled() {
    Lead row = Lead.of(phone(1)).line(1).data(Map.of("name", "Ann"));
    Instant later = millis(now()).plus(Duration.ofDays(9));
    List<Lead> corrected =
        IntStream.range(0, 7)
            .mapToObj(
                i -> row.phone(phone(i)).line(i + 1).zone("UTC").expires(later).priority(7 - i))
            .toList();
    get(store.load(AUTUMN, leads(0, 7), List.of()));
    Duration hour = Duration.ofHours(1);
    List<Claim> claims = claim(6);
    get(
        store.release(
            List.of(
                Release.ends(claims.get(0), HELD, "its time zone is not known"),
                Release.ends(claims.get(1), LeadState.EXPIRED, "over"),
                Release.waits(claims.get(2), WaitReason.CALLING_HOURS, hour, "night"),
                Release.waits(claims.get(3), WaitReason.GATE, hour, "not yet"))));
    intend(claims.get(4), 4);
    get(store.apply(Step.unknown(attempt(4), "reset")));
    get(store.apply(Step.held(attempt(4), "no evidence")));
    intend(claims.get(5), 5);
    get(store.apply(placed(5)));

    assertThat(get(store.load(AUTUMN, corrected, List.of())).known()).isEqualTo(7);

    assertThat(claim(9))
        .extracting(Claim::lead)
        .allSatisfy(
            lead -> {
              assertThat(lead.zone()).isEqualTo("UTC");
              assertThat(lead.expires()).isEqualTo(later);
              assertThat(lead.data()).containsEntry("name", "Ann");
            })
        .extracting(Lead::line)
        .containsExactly(1L, 2L, 3L, 7L);
    assertThat(store.leads(AUTUMN, EnumSet.of(WAITING, HELD)).collectList().block(LONG))
        .extracting(lead -> lead.lead().zone())
        .containsExactly("UTC", "UTC");
    assertThat(store.leads(AUTUMN, EnumSet.of(PLACED)).blockFirst(LONG).lead().zone())
        .as("it may be called again")
        .isEqualTo("UTC");
  }

  @Test
  void aCorrectedRowHoldsForTheNextCallOfWhoIsBeingCalledAndVoidsAClaim() {
    load(AUTUMN, 2);
    store.retry(AUTUMN, RetryByOutcome.none().busy(Duration.ofMinutes(1), 1)).block(LONG);
    List<Claim> claims = claim(2);
    intend(claims.get(0), 0);
    get(store.apply(placed(0)));
    get(store.load(AUTUMN, leads(0, 2).stream().map(lead -> lead.zone("UTC")).toList(), List.of()));
    assertThat(intend(claims.get(1), 1)).isEqualTo(Result.CLAIM_LOST);
    get(store.report(List.of(facts(0, "busy"))));
    advance(Duration.ofMinutes(1));
    assertThat(claim(2)).hasSize(2).allSatisfy(c -> assertThat(c.lead().zone()).isEqualTo("UTC"));
  }

  @Test
  void whoHasExpiredIsJudgedAgainWhenTheRowIsLoadedAgain() {
    load(AUTUMN, 1);
    get(store.release(List.of(Release.ends(claim(1).get(0), LeadState.EXPIRED, "over"))));
    load(AUTUMN, 1);
    assertThat(claim(1)).hasSize(1);
  }

  @Test
  void whoseRowIsAsItWasIsHeldNoLongerWhereNoPhoneCanHaveRung() {
    load(AUTUMN, 2);
    load("winter", 1);
    Release noZone = Release.ends(claim(2).get(1), HELD, "its time zone is not known");
    get(store.release(List.of(noZone)));
    get(store.adopt(found(0, "completed", null)));
    assertThat(count(HELD)).isEqualTo(2);
    load(AUTUMN, 2);
    assertThat(claim(2)).extracting(claim -> claim.lead().line()).containsExactly(2L);
    assertThat(reasons(AUTUMN, HELD)).singleElement().asString().contains("which campaign");
    get(store.adopt(found(0, "completed", null)));
    assertThat(store.leads(AUTUMN, EnumSet.of(HELD)).blockFirst(LONG).attempts()).isEqualTo(1);
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
    assertThat(store.alive(LEASE).collectList().block(LONG))
        .singleElement()
        .satisfies(alive -> assertThat(alive.since()).isNotNull());
    List<CallFacts> calls = List.of(facts(0, "completed"), facts(7, "busy"));
    assertThat(get(store.report(calls))).isEqualTo(1);
    assertThat(get(store.report(calls))).as("a second time").isZero();
    assertThat(count(COMPLETED)).isEqualTo(1);
    assertThat(count(PLACED)).isEqualTo(2);
  }

  @Test
  void ofManyCallsAliveTheOldestAreToldOfByThemselves() {
    load(AUTUMN, 25);
    List<Claim> claims = get(store.claim(AUTUMN, 25, Duration.ofHours(1), Limits.NONE));
    Instant first = millis(now());
    for (int i = 0; i < 25; i++) {
      intend(claims.get(i), i);
      get(store.apply(placed(i)));
      advance(LEASE);
    }
    Alive all = store.alive(Duration.ofHours(1)).blockFirst(LONG);
    assertThat(all).isEqualTo(new Alive(CALLER, List.of(), first));
    Alive some = store.alive(LEASE).blockFirst(LONG);
    assertThat(some.old())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).mapToObj(CampaignStoreSuite::sid).toList());
    assertThat(some.since()).isEqualTo(first.plus(LEASE.multipliedBy(20)));
    get(store.report(IntStream.range(3, 25).mapToObj(i -> facts(i, "busy")).toList()));
    Alive few = store.alive(LEASE).blockFirst(LONG);
    assertThat(few.old()).containsExactlyInAnyOrder(sid(0), sid(1), sid(2));
    assertThat(few.since()).as("no other").isNull();
  }

  @Test
  void answeredCallsAreToldOfUntilTheirPriceIsKnownOrTwoDaysAreOver() {
    load(AUTUMN, 3);
    List<Claim> claims = claim(3);
    for (int i = 0; i < 3; i++) {
      intend(claims.get(i), i);
      get(store.apply(placed(i)));
    }
    get(store.report(List.of(facts(0, "completed"), facts(1, "completed"), facts(2, "busy"))));
    advance(Duration.ofHours(47));
    assertThat(store.alive(LEASE).collectList().block(LONG)).isEmpty();
    assertThat(store.unpriced(LEASE).blockFirst(LONG).old())
        .containsExactlyInAnyOrder(sid(0), sid(1));
    get(store.report(List.of(facts(0, "completed").price(new BigDecimal("-0.01"), "USD"))));
    assertThat(store.unpriced(LEASE).blockFirst(LONG).old()).containsExactly(sid(1));
    advance(Duration.ofHours(2));
    assertThat(store.unpriced(LEASE).collectList().block(LONG)).isEmpty();
  }

  @Test
  void callsWhosePriceDoesNotComeAreAskedForByTurnsAndNotListedForEver() {
    load(AUTUMN, 27);
    Instant first = millis(now());
    List<Claim> claims = get(store.claim(AUTUMN, 27, Duration.ofHours(1), Limits.NONE));
    for (int i = 0; i < 25; i++) {
      intend(claims.get(i), i);
      get(store.apply(placed(i)));
      get(store.report(List.of(facts(i, "completed"))));
    }
    advance(LEASE.multipliedBy(2));
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Alive some = store.unpriced(LEASE).blockFirst(LONG);
      assertThat(some.old()).hasSize(20);
      assertThat(some.since()).isNull();
      asked.addAll(some.old());
    }
    assertThat(asked).hasSize(25);
    Alive all = store.unpriced(Duration.ofDays(2)).blockFirst(LONG);
    assertThat(all.old()).isEmpty();
    assertThat(all.since()).as("listed, where all are wanted").isEqualTo(first);
    Instant young = millis(now());
    intend(claims.get(25), 25);
    get(store.apply(placed(25)));
    get(store.report(List.of(facts(25, "completed"))));
    assertThat(store.unpriced(LEASE).blockFirst(LONG).since()).isEqualTo(young);
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
  void aPersonCanLetALeadBeCalledThatWasWronglyBlockedOrExpired() {
    load(AUTUMN, 2);
    List<Claim> claims = claim(2);
    get(
        store.release(
            List.of(
                Release.ends(claims.get(0), LeadState.BLOCKED, "on the list"),
                Release.ends(claims.get(1), LeadState.EXPIRED, "over"))));
    assertThat(get(store.releaseHeld(AUTUMN, List.of(phone(0), phone(1)), "a slip"))).isEqualTo(2);
    assertThat(count(READY)).isEqualTo(2);
    assertThat(claim(2)).hasSize(2);
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
        .containsEntry(BUSY, 1L)
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
  void whoWaitsIsClaimedOnceItIsTimeAndSaysWhyAndUntilWhen() {
    load(AUTUMN, 2);
    Claim claim = claim(1).get(0);
    Duration hour = Duration.ofHours(1);
    get(store.release(List.of(Release.waits(claim, WaitReason.CALLING_HOURS, hour, "night"))));
    assertThat(store.leads(AUTUMN, EnumSet.of(WAITING)).collectList().block(LONG))
        .singleElement()
        .satisfies(
            lead -> {
              assertThat(lead.reason()).isEqualTo("night");
              assertThat(lead.waitsFor()).isEqualTo(WaitReason.CALLING_HOURS);
              assertThat(lead.dueAt()).isEqualTo(millis(now()).plus(hour));
            });
    assertThat(get(store.counts(AUTUMN)).waiting()).containsEntry(WaitReason.CALLING_HOURS, 1L);
    assertThat(get(store.nextDue(AUTUMN))).isEqualTo(hour);
    assertThat(claim(5)).as("only the other").hasSize(1);
    advance(hour);
    assertThat(get(store.nextDue(AUTUMN))).isEqualTo(Duration.ZERO);
    assertThat(claim(5)).extracting(Claim::leadId).contains(claim.leadId());
    assertThat(store.nextDue(AUTUMN).block(LONG)).isNull();
    assertThat(intend(claim, 1)).as("the claim of before").isEqualTo(Result.CLAIM_LOST);
    assertThat(get(store.counts(AUTUMN)).waiting().values()).containsOnly(0L);
  }

  @Test
  void theHighestPriorityComesFirstThenTheOrderOfLoading() {
    List<Lead> leads =
        List.of(
            Lead.of(phone(0)).line(1),
            Lead.of(phone(1)).line(2).priority(5),
            Lead.of(phone(2)).line(3).priority(-1),
            Lead.of(phone(3)).line(4).priority(5));
    get(store.load(AUTUMN, leads, List.of()));
    assertThat(claim(3)).extracting(claim -> claim.lead().line()).containsExactly(2L, 4L, 1L);
  }

  @Test
  void zoneExpiryAndPriorityComeBackAsTheyWereGiven() {
    Instant at = millis(now()).plusSeconds(77);
    Lead lead = Lead.of(phone(1)).zone("Asia/Kolkata").expires(at).priority(3);
    get(store.load(AUTUMN, List.of(lead.line(1)), List.of()));
    Lead read = store.leads(AUTUMN, EnumSet.of(READY)).blockFirst(LONG).lead();
    assertThat(List.of(read, claim(1).get(0).lead()))
        .allSatisfy(
            each -> {
              assertThat(each.zone()).isEqualTo("Asia/Kolkata");
              assertThat(each.expires()).isEqualTo(at);
              assertThat(each.priority()).isEqualTo(3);
            });
  }

  @Test
  void aPhoneIsNotCalledMoreOftenThanAllowedWhicheverCampaignAsks() {
    Limits limits = limit(new AttemptLimit(2, Duration.ofHours(24)));
    for (int i = 0; i < 2; i++) {
      called("campaign " + i, i);
      advance(Duration.ofHours(1));
    }
    load("winter", 1);
    assertThat(get(store.claim("winter", 1, LEASE, limits))).isEmpty();
    assertThat(store.leads("winter", EnumSet.of(WAITING)).collectList().block(LONG))
        .singleElement()
        .satisfies(
            lead -> {
              assertThat(lead.reason()).contains("2 within PT24H");
              assertThat(lead.waitsFor()).isEqualTo(WaitReason.ATTEMPT_LIMIT);
              assertThat(lead.dueAt()).isEqualTo(millis(now()).plus(Duration.ofHours(22)));
            });
    advance(Duration.ofHours(22));
    assertThat(get(store.claim("winter", 1, LEASE, limits))).hasSize(1);
  }

  @Test
  void theLimitHoldsInTheTransactionOfTheIntentToo() {
    load(AUTUMN, 1);
    Claim claim = claim(1).get(0);
    called("winter", 1);
    Limits gap = limit(AttemptLimit.gap(Duration.ofMinutes(30)));
    assertThat(get(store.intend(intent(claim, 9, gap)))).isEqualTo(Result.PHONE_LIMITED);
    assertThat(count(WAITING)).isEqualTo(1);
    assertThat(get(store.nextDue(AUTUMN))).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void whatRangNoPhoneDoesNotCountForALimit() {
    load(AUTUMN, 1);
    Limits gap = limit(AttemptLimit.gap(Duration.ofDays(1)));
    assertThat(get(store.intend(intent(claim(1).get(0), 1, gap)))).isEqualTo(Result.WRITTEN);
    get(store.apply(Step.notProcessed(attempt(1), "429")));
    Claim again = get(store.claim(AUTUMN, 1, LEASE, gap)).get(0);
    assertThat(get(store.intend(intent(again, 2, gap)))).isEqualTo(Result.WRITTEN);
  }

  @Test
  void noMoreCallsAreAliveThanAllowed() {
    load(AUTUMN, 5);
    load("winter", 4, 1);
    Limits two = new Limits(List.of(), 2);
    List<Claim> claims = claim(3);
    assertThat(get(store.intend(intent(claims.get(0), 0, two)))).isEqualTo(Result.WRITTEN);
    assertThat(get(store.intend(intent(claims.get(1), 1, two)))).isEqualTo(Result.WRITTEN);
    assertThat(get(store.intend(intent(claims.get(2), 2, two)))).isEqualTo(Result.NO_ROOM);
    assertThat(count(READY)).isEqualTo(3);
    assertThat(get(store.claim("winter", 5, LEASE, two))).as("over all campaigns").isEmpty();
    assertThat(get(store.counts("winter")).isFull()).isTrue();
    assertThat(reasons("winter", READY)).containsExactly("as many calls are alive as may be");
    get(store.apply(placed(0)));
    assertThat(get(store.claim(AUTUMN, 5, LEASE, two))).isEmpty();
    get(store.report(List.of(facts(0, "busy"))));
    assertThat(get(store.counts("winter")).isFull()).isFalse();
    assertThat(reasons("winter", READY)).containsExactly("waits for its turn");
    assertThat(get(store.claim(AUTUMN, 5, LEASE, two))).hasSize(1);
    assertThat(get(store.claim(AUTUMN, 5, LEASE, two))).as("the claim counts").isEmpty();
  }

  @Test
  void aLeadIsCalledAgainAfterTheEndsThatThePolicyNames() {
    load(AUTUMN, 1);
    RetryByOutcome policy = RetryByOutcome.none().busy(Duration.ofMinutes(10), 2);
    store.retry(AUTUMN, policy).block(LONG);
    for (int i = 0; i < 3; i++) {
      intend(claim(1).get(0), i);
      get(store.apply(placed(i)));
      get(store.report(List.of(facts(i, "busy"))));
      if (i < 2) {
        assertThat(count(WAITING)).isEqualTo(1);
        assertThat(reasons(AUTUMN, WAITING).get(0))
            .contains("busy")
            .contains(i + 1 + " of at most");
        assertThat(get(store.counts(AUTUMN)).waiting()).containsEntry(WaitReason.RETRY, 1L);
        assertThat(claim(1)).isEmpty();
        advance(Duration.ofMinutes(10));
      }
    }
    assertThat(count(BUSY)).as("all calls were made").isEqualTo(1);
    assertThat(claim(1)).isEmpty();
  }

  @Test
  void aMachineIsAnEndOfItsOwnAlsoWhereItIsToldLate() {
    load(AUTUMN, 2);
    List<Claim> claims = claim(2);
    for (int i = 0; i < 2; i++) {
      intend(claims.get(i), i);
      get(store.apply(placed(i)));
    }
    CallFacts machine = CallFacts.of(sid(0)).answeredBy(AnsweredBy.MACHINE_START);
    get(store.report(List.of(facts(0, "completed"), facts(1, "completed"))));
    assertThat(count(COMPLETED)).isEqualTo(2);
    assertThat(get(store.report(List.of(machine)))).isEqualTo(1);
    assertThat(count(COMPLETED)).isEqualTo(1);
    assertThat(count(MACHINE)).isEqualTo(1);
    store.retry(AUTUMN, RetryByOutcome.none().machine(Duration.ofDays(1), 1)).block(LONG);
    CallFacts late = CallFacts.of(sid(1)).answeredBy(AnsweredBy.FAX);
    get(store.report(List.of(late, late)));
    assertThat(count(WAITING)).isEqualTo(1);
  }

  @Test
  void aCallbackThatComesBeforeTheAnswerIsProofOfTheCall() {
    load(AUTUMN, 3);
    List<Claim> claims = claim(3);
    for (int i = 0; i < 3; i++) {
      intend(claims.get(i), i);
    }
    get(store.apply(Step.unknown(attempt(1), "reset")));
    get(store.apply(Step.unknown(attempt(2), "reset")));
    for (int i = 0; i < 2; i++) {
      assertThat(get(store.report(List.of(facts(i, "ringing").attempt(attempt(i)))))).isEqualTo(1);
    }
    assertThat(get(store.report(List.of(facts(2, "completed").attempt(attempt(2)))))).isEqualTo(1);
    assertThat(count(PLACED)).isEqualTo(2);
    assertThat(count(COMPLETED)).isEqualTo(1);
    assertThat(get(store.unresolved(AUTUMN, 10))).isEmpty();
    get(store.apply(placed(0)));
    get(store.apply(Step.unknown(attempt(0), "the answer was lost")));
    assertThat(count(PLACED)).as("the late answer changes nothing").isEqualTo(2);
    CallFacts other = facts(77, "completed").attempt(attempt(0));
    assertThat(get(store.report(List.of(other)))).as("a second call of it").isZero();
  }

  @Test
  void aCallWhoseAttemptWasOvertakenIsSuperseded() {
    load(AUTUMN, 1);
    intend(claim(1).get(0), 0);
    get(store.apply(Step.unknown(attempt(0), "reset")));
    assertThat(get(store.superseded(attempt(0), sid(0)))).as("perhaps its own").isFalse();
    get(store.apply(Step.absent(attempt(0), "none found")));
    assertThat(get(store.superseded(attempt(0), sid(0)))).as("nobody else calls yet").isFalse();
    intend(claim(1).get(0), 1);
    assertThat(get(store.superseded(attempt(0), sid(0)))).as("another attempt").isTrue();
    get(store.apply(placed(1)));
    assertThat(get(store.superseded(attempt(1), sid(1)))).isFalse();
    assertThat(get(store.superseded(attempt(1), sid(5)))).as("another call").isTrue();
    assertThat(get(store.superseded("e".repeat(32), sid(5)))).as("not known").isFalse();
  }

  /** An attempt that was given up is followed by one that placed no call, and proved after all. */
  @Test
  void aCallThatIsFoundLateCountsWhereTheAttemptAfterItPlacedNone() {
    for (boolean foundFirst : List.of(true, false)) {
      for (int i = 0; i < 4; i++) {
        String campaign = i + " " + foundFirst;
        int attempt = foundFirst ? 10 * i : 10 * i + 100;
        get(store.load(campaign, leads(attempt, 1), List.of()));
        intend(claimOf(campaign), attempt);
        get(store.apply(Step.unknown(attempt(attempt), "reset")));
        get(store.apply(Step.absent(attempt(attempt), "none found")));
        advance(Duration.ofMinutes(1));
        intend(claimOf(campaign), attempt + 1);
        CallFacts found = facts(attempt, i == 3 ? "ringing" : "completed");
        if (foundFirst) {
          get(store.report(List.of(found.attempt(attempt(attempt)))));
        }
        String next = attempt(attempt + 1);
        switch (i) {
          case 0 -> get(store.apply(Step.refused(next, "21211")));
          case 1 -> {
            get(store.apply(Step.unknown(next, "reset")));
            get(store.apply(Step.absent(next, "none found")));
          }
          default -> get(store.apply(Step.notProcessed(next, "429")));
        }
        if (!foundFirst) {
          assertThat(get(store.superseded(attempt(attempt), sid(attempt))))
              .as("no other")
              .isFalse();
          get(store.report(List.of(found.attempt(attempt(attempt)))));
        }
        LeadRecord lead = store.leads(campaign, EnumSet.allOf(LeadState.class)).blockFirst(LONG);
        assertThat(lead.state()).as(campaign).isEqualTo(i == 3 ? PLACED : COMPLETED);
        assertThat(lead.callSid()).isEqualTo(sid(attempt));
        assertThat(get(store.claim(campaign, 1, LEASE, Limits.NONE))).isEmpty();
        load("beside " + campaign, attempt, 1);
        assertThat(get(store.claim("beside " + campaign, 1, LEASE, Limits.NONE)))
            .as("while a call is alive")
            .hasSize(i == 3 ? 0 : 1);
      }
    }
  }

  @Test
  void anAttemptThatPlacedNoCallAfterABusyOneIsMadeAgain() {
    load(AUTUMN, 1);
    store.retry(AUTUMN, RetryByOutcome.none().busy(Duration.ofMinutes(1), 1)).block(LONG);
    intend(claim(1).get(0), 0);
    get(store.apply(placed(0)));
    get(store.report(List.of(facts(0, "busy"))));
    advance(Duration.ofMinutes(1));
    intend(claim(1).get(0), 1);
    get(store.apply(Step.notProcessed(attempt(1), "429")));
    assertThat(count(READY)).isEqualTo(1);
    assertThat(get(store.superseded(attempt(0), sid(0)))).as("ended long ago").isFalse();
    assertThat(intend(claim(1).get(0), 2)).isEqualTo(Result.WRITTEN);
    assertThat(get(store.superseded(attempt(0), sid(0)))).as("ended long ago").isFalse();
  }

  @Test
  void aCallThatIsFoundOnceAPersonHasDecidedToCallAgainIsCountedAllTheSame() {
    load(AUTUMN, 1);
    intend(claim(1).get(0), 0);
    get(store.apply(Step.unknown(attempt(0), "reset")));
    get(store.apply(Step.absent(attempt(0), "none found")));
    intend(claim(1).get(0), 1);
    get(store.apply(Step.unknown(attempt(1), "reset")));
    get(store.apply(Step.held(attempt(1), "no evidence")));
    get(store.report(List.of(facts(0, "completed").attempt(attempt(0)))));
    assertThat(count(HELD)).as("the other may have rung too").isEqualTo(1);
    get(store.releaseHeld(AUTUMN, List.of(phone(0)), "by Ann"));
    get(store.report(List.of(facts(0, "completed").answeredBy(AnsweredBy.FAX))));
    assertThat(count(MACHINE)).isEqualTo(1);
    assertThat(claim(1)).isEmpty();
  }

  @Test
  void whoAnsweredACallThatWasFoundLateIsNotCalledAgainAfterABusyOne() {
    for (boolean givenUp : List.of(true, false)) {
      for (boolean answeredFirst : List.of(true, false)) {
        String campaign = givenUp + " " + answeredFirst;
        int i = (givenUp ? 100 : 200) + (answeredFirst ? 0 : 10);
        store.retry(campaign, RetryByOutcome.none().busy(Duration.ofMinutes(1), 5)).block(LONG);
        followed(campaign, i, givenUp);
        get(store.apply(placed(i + 1)));
        List<CallFacts> answered = List.of(facts(i, "completed").attempt(attempt(i)));
        List<CallFacts> busy = List.of(facts(i + 1, "busy"));
        get(store.report(answeredFirst ? answered : busy));
        get(store.report(answeredFirst ? busy : answered));
        assertThat(get(store.counts(campaign)).in(COMPLETED)).as(campaign).isEqualTo(1);
        advance(Duration.ofMinutes(2));
        assertThat(get(store.claim(campaign, 1, LEASE, Limits.NONE))).isEmpty();
      }
    }
  }

  @Test
  void whoIsInACallThatWasFoundLateIsNotCalledMeanwhile() {
    for (boolean foundFirst : List.of(true, false)) {
      String campaign = "found first " + foundFirst;
      int i = foundFirst ? 100 : 200;
      store.retry(campaign, RetryByOutcome.none().busy(Duration.ofMinutes(1), 5)).block(LONG);
      followed(campaign, i, true);
      get(store.apply(placed(i + 1)));
      List<CallFacts> alive = List.of(facts(i, "in-progress").attempt(attempt(i)));
      List<CallFacts> busy = List.of(facts(i + 1, "busy"));
      get(store.report(foundFirst ? alive : busy));
      get(store.report(foundFirst ? busy : alive));
      assertThat(get(store.counts(campaign)).in(PLACED)).as(campaign).isEqualTo(1);
      advance(Duration.ofMinutes(2));
      assertThat(get(store.claim(campaign, 1, LEASE, Limits.NONE))).isEmpty();
      load("beside " + campaign, i, 1);
      assertThat(get(store.claim("beside " + campaign, 1, LEASE, Limits.NONE))).isEmpty();
      get(store.report(List.of(facts(i, "completed"))));
      assertThat(get(store.counts(campaign)).in(COMPLETED)).as(campaign).isEqualTo(1);
      assertThat(get(store.claim("beside " + campaign, 1, LEASE, Limits.NONE))).hasSize(1);
    }
  }

  @Test
  void allThatIsToldOfACallThatWasFoundLateIsTakenInBesideTheNextAttempt() {
    for (boolean nextIsPlaced : List.of(true, false)) {
      String campaign = "placed " + nextIsPlaced;
      int i = nextIsPlaced ? 100 : 200;
      followed(campaign, i, true);
      if (nextIsPlaced) {
        get(store.apply(placed(i + 1)));
      }
      for (String status : List.of("initiated", "ringing", "in-progress")) {
        assertThat(get(store.report(List.of(facts(i, status).attempt(attempt(i))))))
            .as(status)
            .isEqualTo(1);
        assertThat(get(store.superseded(attempt(i), sid(i)))).isTrue();
      }
    }
  }

  @Test
  void aCallThatIsGoneByToMayBeOfAPhoneThatAnotherCampaignCalls() {
    followed(AUTUMN, 0, true);
    get(store.apply(Step.unknown(attempt(1), "reset")));
    get(store.apply(Step.held(attempt(1), "no evidence")));
    load("winter", 0, 1);
    assertThat(intend(claimOf("winter"), 2)).isEqualTo(Result.WRITTEN);
    get(store.report(List.of(facts(0, "ringing").attempt(attempt(0)))));
    assertThat(get(store.apply(Step.refused(attempt(1), "21211")))).isTrue();
    assertThat(count(PLACED)).isEqualTo(1);
    get(store.apply(Step.notProcessed(attempt(2), "429")));
    assertThat(get(store.claim("winter", 1, LEASE, Limits.NONE))).as("still alive").isEmpty();
    get(store.report(List.of(facts(0, "completed"))));
    assertThat(get(store.claim("winter", 1, LEASE, Limits.NONE))).hasSize(1);
  }

  @Test
  void whoIsReleasedWhileAnEarlierCallIsAliveIsNotCalledAndTheReasonNamesTheCall() {
    for (boolean foundFirst : List.of(true, false)) {
      String campaign = "found first " + foundFirst;
      int i = foundFirst ? 100 : 200;
      followed(campaign, i, true);
      get(store.apply(Step.unknown(attempt(i + 1), "reset")));
      List<CallFacts> alive = List.of(facts(i, "in-progress").attempt(attempt(i)));
      if (foundFirst) {
        get(store.report(alive));
      }
      get(store.apply(Step.held(attempt(i + 1), "no evidence")));
      if (!foundFirst) {
        get(store.report(alive));
      }
      assertThat(reasons(campaign, HELD))
          .singleElement()
          .asString()
          .contains("no evidence")
          .contains(sid(i) + " of an earlier attempt")
          .contains("in-progress");
      load("beside " + campaign, i, 1);
      get(store.releaseHeld(campaign, List.of(phone(i)), "by Ann"));
      for (String either : List.of(campaign, "beside " + campaign)) {
        assertThat(get(store.claim(either, 1, LEASE, Limits.NONE))).as(either).isEmpty();
      }
      get(store.report(List.of(facts(i, "completed"))));
      assertThat(get(store.counts(campaign)).in(COMPLETED)).isEqualTo(1);
    }
  }

  @Test
  void whoWasHungUpForAnotherAttemptThatPlacedNoneIsCalledAgain() {
    for (int i = 0; i < 4; i++) {
      String campaign = "order " + i;
      int first = 100 + 10 * i;
      followed(campaign, first, true);
      CallFacts call = facts(first, "in-progress").attempt(attempt(first));
      get(store.report(List.of(call)));
      get(store.report(List.of(call.abandoned().hungUp(true))));
      Step none = Step.notProcessed(attempt(first + 1), "429");
      if (i % 2 == 0) {
        get(store.apply(none));
        assertThat(get(store.claim(campaign, 1, LEASE, Limits.NONE))).as("still alive").isEmpty();
        get(store.report(List.of(facts(first, i == 0 ? "completed" : "canceled"))));
      } else {
        get(store.report(List.of(facts(first, i == 1 ? "completed" : "canceled"))));
        get(store.apply(none));
      }
      assertThat(get(store.counts(campaign)).in(READY)).as(campaign).isEqualTo(1);
      assertThat(intend(claimOf(campaign), first + 2)).isEqualTo(Result.WRITTEN);
    }
  }

  @Test
  void aLeadsLatestCallEndsItWhoeverHungUp() {
    load(AUTUMN, 1);
    intend(claim(1).get(0), 1);
    get(store.apply(placed(1)));
    get(store.report(List.of(facts(1, "in-progress").hungUp(true))));
    get(store.report(List.of(facts(1, "completed"))));
    assertThat(count(COMPLETED)).isEqualTo(1);
  }

  /** The lead of an attempt that was given up has another one by now. */
  private void followed(String campaign, int i, boolean absent) {
    load(campaign, i, 1);
    intend(claimOf(campaign), i);
    get(store.apply(Step.unknown(attempt(i), "reset")));
    if (absent) {
      get(store.apply(Step.absent(attempt(i), "none found")));
    } else {
      get(store.apply(Step.held(attempt(i), "no evidence")));
      get(store.releaseHeld(campaign, List.of(phone(i)), "by Ann"));
    }
    advance(Duration.ofSeconds(1));
    assertThat(intend(claimOf(campaign), i + 1)).isEqualTo(Result.WRITTEN);
  }

  @Test
  void whatCameOfTheCallsIsMeasured() {
    load(AUTUMN, 4);
    store.retry(AUTUMN, RetryByOutcome.none().busy(Duration.ZERO, 1)).block(LONG);
    List<Claim> claims = claim(4);
    for (int i = 0; i < 4; i++) {
      intend(claims.get(i), i);
      get(store.apply(placed(i)));
    }
    CallFacts priced =
        facts(0, "completed")
            .duration(Duration.ofSeconds(2))
            .price(new BigDecimal("-0.01300"), "USD")
            .abandoned();
    get(store.report(List.of(priced, facts(1, "busy"), priced)));
    get(store.report(List.of(facts(2, "completed").price(new BigDecimal("-0.5"), "EUR"))));
    intend(claim(1).get(0), 9);
    get(store.apply(placed(9)));
    CampaignMeasures measures = get(store.measures(AUTUMN));
    assertThat(measures.leadsCalled()).isEqualTo(4);
    assertThat(measures.calls()).isEqualTo(5);
    assertThat(measures.callsPerLead()).isEqualTo(1.25);
    assertThat(measures.ended()).isEqualTo(3);
    assertThat(measures.ended(BUSY)).isEqualTo(1);
    assertThat(measures.answerRate()).isEqualTo(2.0 / 3);
    assertThat(measures.abandoned()).isEqualTo(1);
    assertThat(measures.abandonmentRate()).isEqualTo(0.5);
    assertThat(measures.endedAtOnce()).isEqualTo(1);
    assertThat(measures.priced()).isEqualTo(2);
    assertThat(measures.cost())
        .containsExactly(
            Map.entry("EUR", new BigDecimal("0.50")), Map.entry("USD", new BigDecimal("0.013")));
    get(store.report(List.of(facts(2, "completed").answeredBy(AnsweredBy.FAX))));
    assertThat(get(store.measures(AUTUMN)).answered()).as("taken back").isEqualTo(1);
    get(store.report(List.of(facts(3, "in-progress").abandoned())));
    assertThat(get(store.measures(AUTUMN)).abandoned()).as("one goes on").isEqualTo(1);
    get(store.report(List.of(facts(0, "completed").answeredBy(AnsweredBy.FAX))));
    assertThat(get(store.measures(AUTUMN)).abandoned()).as("nobody was left alone").isZero();
    assertThat(get(store.measures("nowhere")).calls()).isZero();
  }

  /** Each call has one true life; what is heard of it is what is left of a shuffled pack. */
  @Test
  void lostDoubledLateAndReorderedNewsOfCallsEndAlike() {
    for (int seed = 0; seed < 60; seed++) {
      String straight = "straight " + seed;
      String torn = "torn " + seed;
      int first = 1_000 * (seed + 1);
      List<List<CallFacts>> lives = lives(first, new Random(seed));
      for (String campaign : List.of(straight, torn)) {
        int numbers = campaign.equals(torn) ? first + 500 : first;
        store.retry(campaign, RetryByOutcome.parse("busy=1xP1D,machine=1xP1D")).block(LONG);
        get(store.load(campaign, leads(numbers, lives.size()), List.of()));
        List<Claim> claims = get(store.claim(campaign, lives.size(), LEASE, Limits.NONE));
        for (int i = 0; i < claims.size(); i++) {
          intend(claims.get(i), numbers + i);
        }
      }
      for (List<CallFacts> life : lives) {
        life.forEach(news -> get(store.report(List.of(news))));
      }
      tear(lives, new Random(seed), first);
      assertThat(standing(torn)).as("seed %d", seed).isEqualTo(standing(straight));
      CampaignMeasures measures = get(store.measures(torn));
      assertThat(measures).hasToString(get(store.measures(straight)).toString());
      assertThat(measures.ended()).isEqualTo(lives.size());
    }
  }

  private List<List<CallFacts>> lives(int first, Random random) {
    List<List<CallFacts>> lives = new ArrayList<>();
    for (int i = first; i < first + 8; i++) {
      CallFacts call = CallFacts.of(sid(i)).attempt(attempt(i));
      List<CallFacts> life = new ArrayList<>();
      life.add(call);
      life.add(call.status(CallStatus.of("initiated")));
      life.add(call.status(CallStatus.RINGING));
      List<String> ends = List.of("completed", "completed", "busy", "no-answer", "failed");
      CallFacts end = call.status(CallStatus.of(ends.get(random.nextInt(ends.size()))));
      if (end.status().equals(CallStatus.COMPLETED)) {
        life.add(call.status(CallStatus.IN_PROGRESS));
        AnsweredBy who = random.nextBoolean() ? AnsweredBy.HUMAN : AnsweredBy.MACHINE_START;
        life.add(call.answeredBy(who));
        life.add(end.duration(Duration.ofSeconds(random.nextInt(60))));
        life.add(life.get(life.size() - 1).answeredBy(who).price(new BigDecimal("-0.01"), "USD"));
      } else {
        life.add(end);
      }
      lives.add(life);
    }
    return lives;
  }

  /** The last word of each life is Twilio's list, which is read until it has been heard. */
  private void tear(List<List<CallFacts>> lives, Random random, int first) {
    List<CallFacts> heard = new ArrayList<>();
    List<CallFacts> list = new ArrayList<>();
    for (List<CallFacts> life : lives) {
      for (CallFacts news : life) {
        for (int times = random.nextInt(3); times > 0; times--) {
          heard.add(moved(news, first));
        }
      }
      list.add(moved(life.get(life.size() - 1), first));
    }
    Collections.shuffle(heard, random);
    int listed = random.nextInt(heard.size() + 1);
    for (int i = 0; i <= heard.size(); i++) {
      if (i == listed) {
        get(store.report(list));
      }
      if (i < heard.size()) {
        get(store.report(List.of(heard.get(i))));
      }
    }
  }

  /** The same news of the other campaign's call. */
  private static CallFacts moved(CallFacts news, int first) {
    int i = Integer.parseInt(news.callSid().substring(2), 16) - 1 + 500;
    CallFacts moved =
        CallFacts.of(sid(i))
            .attempt(attempt(i))
            .status(news.status())
            .answeredBy(news.answeredBy())
            .duration(news.duration());
    return news.price() == null ? moved : moved.price(news.price(), news.priceUnit());
  }

  private List<String> standing(String campaign) {
    return store
        .leads(campaign, EnumSet.allOf(LeadState.class))
        .map(lead -> lead.state() + " " + lead.waitsFor() + " " + lead.reason())
        .collectList()
        .block(LONG);
  }

  /** A call of a campaign's one lead that has ended. */
  private void called(String campaign, int i) {
    load(campaign, 1);
    Claim claim = get(store.claim(campaign, 1, LEASE, Limits.NONE)).get(0);
    assertThat(intend(claim, i)).isEqualTo(Result.WRITTEN);
    get(store.apply(Step.placed(attempt(i), sid(i), CallStatus.COMPLETED, "accepted")));
  }

  private static Limits limit(AttemptLimit limit) {
    return new Limits(List.of(limit), Integer.MAX_VALUE);
  }

  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  @Test
  void closedItRefusesEveryWriteAndMayBeClosedAgain() {
    load(AUTUMN, 1);
    store.close();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> claim(1)).isInstanceOf(LedgerException.class);
    }
    store.close();
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
    switch (random.nextInt(11)) {
      case 0, 1 -> claims.addAll(get(store.claim(campaign, 3, LEASE, Limits.NONE)));
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
      case 9 -> {
        if (!claims.isEmpty()) {
          Duration after = Duration.ofSeconds(random.nextInt(60));
          Claim claim = claims.remove(random.nextInt(claims.size()));
          get(store.release(List.of(Release.waits(claim, WaitReason.GATE, after, "walk"))));
        }
      }
      case 8 -> advance(Duration.ofSeconds(random.nextInt(40)));
      default -> {
        get(store.recover(campaign));
        get(store.report(List.of(facts(i - random.nextInt(20), "completed"))));
      }
    }
  }

  private void load(String campaign, int leads) {
    load(campaign, 0, leads);
  }

  private void load(String campaign, int first, int leads) {
    get(store.load(campaign, leads(first, leads), List.of()));
  }

  private Claim claimOf(String campaign) {
    return get(store.claim(campaign, 1, LEASE, Limits.NONE)).get(0);
  }

  private static List<Lead> leads(int first, int count) {
    return IntStream.range(0, count).mapToObj(i -> Lead.of(phone(first + i)).line(i + 1)).toList();
  }

  private List<Claim> claim(int most) {
    return get(store.claim(AUTUMN, most, LEASE, Limits.NONE));
  }

  private Result intend(Claim claim, int attempt) {
    return get(store.intend(intent(claim, attempt)));
  }

  private static Intent intent(Claim claim, int attempt) {
    return intent(claim, attempt, Limits.NONE);
  }

  private static Intent intent(Claim claim, int attempt, Limits limits) {
    return new Intent(claim, attempt(attempt), CALLER, Duration.ofSeconds(5), LEASE, limits);
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

  private static CallFacts facts(int i, String status) {
    return CallFacts.of(sid(i)).status(CallStatus.of(status));
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
