package io.dialflux.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the ledger is kept. Its rules are not the store's: a store makes conditional changes, each
 * as a whole or not at all, and tells whether it made them.
 *
 * <p>All methods are cold and lazy: nothing happens before subscription. A {@link Mono} that
 * changes something completes only after the change is durable (synced to disk, or committed
 * synchronously to a stand-by); a change that was begun is made even where its subscriber leaves.
 * Nothing blocks the subscriber. Times are of the store's own clock. Errors are {@link
 * LedgerException}s, or what the store's driver says, without personal data. Campaigns are told
 * apart by their name.
 *
 * <p>Every store passes {@code CampaignStoreSuite}, which is in this module's test jar.
 */
@CheckReturnValue
public interface CampaignStore extends AutoCloseable {

  /**
   * Ties the ledger to an account at the first time, and checks it ever after.
   *
   * @param accountSid whose calls its attempts place
   * @return the ledger; a {@link LedgerException} for {@link LedgerException.Reason#OTHER_ACCOUNT}
   *     where it belongs to another one
   */
  Mono<Ledger> bind(String accountSid);

  /**
   * Says that the ledger was compared with Twilio's list, so that it is {@linkplain Ledger#restored
   * restored} no longer.
   *
   * @return completes once that is durable
   */
  Mono<Void> reconciled();

  /** {@return the names of all campaigns, in the order they were first loaded} */
  Flux<String> campaigns();

  /**
   * Adds leads. One whose key is in the campaign is added no second time: it is known where it
   * stands in the same line with the same phone, else repeated. A known lead takes over the row's
   * zone, expiry, priority and data; if it is EXPIRED, or HELD without an attempt, or the row has
   * changed and it is CLAIMED or waits for calling hours, it is READY. One whose phone is in the
   * campaign under another key is rejected. Repeated and rejected rows are kept, once each by line
   * and text, but for a rejected one whose line and key have become a lead.
   *
   * @param campaign made if it is new
   * @param leads with phones in E.164 form
   * @param rejected rows that are no leads
   * @return what was made of them, all together durable
   */
  Mono<LoadedBatch> load(String campaign, List<Lead> leads, List<RejectedRow> rejected);

  /**
   * Says what becomes of a campaign's leads whose calls end from now on. Kept until it is said
   * again, and followed whoever reports an end.
   *
   * @param campaign made if it is new
   * @param policy who is called again
   * @return completes once it is durable
   */
  Mono<Void> retry(String campaign, RetryByOutcome policy);

  /**
   * {@return how many leads are in which state, at one moment; all 0 for a campaign that is not
   * there}
   *
   * @param campaign which
   */
  Mono<CampaignCounts> counts(String campaign);

  /**
   * {@return what came of a campaign's calls so far, at one moment; all 0 for one that is not
   * there}
   *
   * @param campaign which
   */
  Mono<CampaignMeasures> measures(String campaign);

  /**
   * The leads in some states, in the order of loading, read as requested. Each is as it was when it
   * was read.
   *
   * @param campaign which
   * @param states any number of them
   * @return the leads
   */
  Flux<LeadRecord> leads(String campaign, Set<LeadState> states);

  /**
   * {@return the rows by which nobody can be called, in the order of loading}
   *
   * @param campaign which
   */
  Flux<RejectedRow> rejectedRows(String campaign);

  /**
   * {@return the rows whose person is there from another line, in the order of loading}
   *
   * @param campaign which
   */
  Flux<RejectedRow> repeatedRows(String campaign);

  /**
   * Takes over what an earlier owner left behind, where it is gone for sure or its lease has ended:
   * CLAIMED becomes READY with a new epoch, INTENT becomes UNKNOWN and due for a look-up. Never is
   * an INTENT made READY.
   *
   * <p>A run does so at its beginning, and again before it counts for the last time: once this has
   * completed, {@link #counts} sees every change that this process subscribed to before.
   *
   * @param campaign which
   * @return how many leads changed
   */
  Mono<Long> recover(String campaign);

  /**
   * Takes leads that are READY, WAITING until now, or CLAIMED with a lease that has ended, and
   * whose phone has no active attempt in any campaign. Each gets a new epoch. No two claims hold
   * one lead at a time. A lead whose phone is at a limit becomes WAITING instead, for as long as
   * that lasts. Where as many calls are alive as may be, {@link CampaignCounts#isFull()} and the
   * reasons of READY leads say so.
   *
   * @param campaign which
   * @param most at most so many, and no more than there is room for beside the calls alive
   * @param lease for how long
   * @param limits what must hold for each
   * @return the leads, of the highest priority first and then in the order of loading; empty where
   *     none can be taken now
   */
  Mono<List<Claim>> claim(String campaign, int most, Duration lease, Limits limits);

  /**
   * {@return how a lead would wait for a limit of its phone if its turn were now; empty where it
   * would not. Changes nothing}
   *
   * @param claim of which the lead counts only
   * @param limits those per phone count
   */
  Mono<Release> limited(Claim claim, Limits limits);

  /**
   * {@return how long it is, by the store's clock, until a lead of a campaign has waited long
   * enough or an attempt is to be looked up, zero where one is due; empty where neither waits for a
   * time}
   *
   * @param campaign which
   */
  Mono<Duration> nextDue(String campaign);

  /**
   * Gives claimed leads up without an attempt, those whose claim is still good.
   *
   * @param releases any number
   * @return how many were
   */
  Mono<Long> release(Collection<Release> releases);

  /**
   * Writes an attempt down before it is made. Only where the lead is CLAIMED, the claim's epoch is
   * the lead's, the lease lasts, no other attempt to the phone is {@linkplain AttemptState#isActive
   * active} in any campaign, and the intent's limits hold over all campaigns. Attempts that
   * provably rang no phone (REFUSED, NOT_PROCESSED) do not count for a limit.
   *
   * @param intent the attempt
   * @return completes once it is durable: only then may a byte be sent
   */
  Mono<Intent.Result> intend(Intent intent);

  /**
   * Makes a step: the attempt and, where it is the lead's latest, the lead. Where the attempt
   * placed no call, and one of an earlier attempt was found or ended since it was written down, the
   * lead goes by that call instead.
   *
   * <p>A call is one attempt's. Where a step tells of one that another attempt has, it is not made:
   * such an answer is none to this attempt's create, so that an attempt in INTENT becomes UNKNOWN
   * and is looked up.
   *
   * @param step what has become of an attempt
   * @return whether it was made; false where the attempt is in none of the step's states, or its
   *     call is another attempt's
   */
  Mono<Boolean> apply(Step step);

  /**
   * {@return the attempts in UNKNOWN whose next look-up is due, the earliest first}
   *
   * @param campaign which
   * @param most at most so many
   */
  Mono<List<Unresolved>> unresolved(String campaign, int most);

  /**
   * Puts the next look-up off.
   *
   * @param attemptId of an attempt in UNKNOWN
   * @param after how long from now
   * @param looked whether this look-up counts as one
   * @return whether it did
   */
  Mono<Boolean> lookAgain(String attemptId, Duration after, boolean looked);

  /**
   * {@return those of some calls that an attempt has}
   *
   * @param callSids any number up to a thousand
   */
  Mono<Set<String>> known(Collection<String> callSids);

  /**
   * {@return how many attempts to a phone were written down in a time and have no call yet}
   *
   * @param unresolved whose phone; its own attempt counts
   * @param around how long before and after its intent
   */
  Mono<Long> attemptsNear(Unresolved unresolved, Duration around);

  /**
   * {@return the calls that are not known to have ended, by caller, over all campaigns}
   *
   * @param old how old a call is that is {@linkplain Alive#old asked for by itself}: of each
   *     caller's, the 20 oldest at most
   */
  Flux<Alive> alive(Duration old);

  /**
   * {@return the answered calls that ended in the last 2 days and whose price is not known, by
   * caller, over all campaigns}
   *
   * @param old how old a call is that is asked for by itself or not at all: of each caller's, some
   *     20, others each time
   */
  Flux<Alive> unpriced(Duration old);

  /**
   * Adds what is known of calls to what the ledger knows, in whatever order and however often it
   * comes. A call is an attempt's by its SID; else by its attempt's id, where that attempt has no
   * call yet: then it is placed, in whatever state it was, for a call is a fact. What is of no
   * attempt changes nothing.
   *
   * <p>The end of a lead's latest call ends the lead, or lets it wait for its next one by the
   * campaign's {@link #retry retry} policy. A lead is not called again for a later attempt that
   * placed no call (REFUSED, NOT_PROCESSED, ABSENT).
   *
   * @param facts up to a thousand
   * @return how many attempts changed
   */
  Mono<Long> report(Collection<CallFacts> facts);

  /**
   * {@return whether a call is not to be: its attempt has another call, or has not ended and its
   * lead has a later attempt by now that may have a call; one that is HELD or has ended counts
   * while the lead stands by it. False for an attempt that is not known}
   *
   * @param attemptId which attempt
   * @param callSid the call that says it is that attempt's
   */
  Mono<Boolean> superseded(String attemptId, String callSid);

  /**
   * Ends the calls of a caller that can be alive no longer, 50 hours after their intent, and whose
   * end Twilio's list did not tell, because their records were deleted: their leads become HELD.
   * For after the whole list was read.
   *
   * @param from the caller
   * @return how many
   */
  Mono<Long> lost(String from);

  /**
   * Takes in a call that Twilio lists and no attempt has: by its attempt's id where the ledger
   * knows that; else, where it carries no stamp, as the call of the one attempt to that phone that
   * has none and was written down within 10 minutes of it; else as a new attempt of the one lead of
   * that phone, in any campaign, that would be called or is held. Where there are several such
   * leads, all become HELD.
   *
   * @param call of the ledger's account
   * @return whether anything changed
   */
  Mono<Boolean> adopt(FoundCall call);

  /**
   * A lead that is HELD, REFUSED, EXPIRED or BLOCKED is READY again: a person's decision to call
   * perhaps once more, or what kept it from being called has been put right. All rules hold for it
   * as before.
   *
   * @param campaign which
   * @param leadKeys keys of leads; the phone in E.164 form for a lead without one
   * @param reason who decided, for people
   * @return how many leads changed
   */
  Mono<Long> releaseHeld(String campaign, Collection<String> leadKeys, String reason);

  /**
   * Ends what is under way and closes the store. Blocks for as long as a commit takes. A second
   * time does nothing.
   */
  @Override
  void close();
}
