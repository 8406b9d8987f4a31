package io.dialflux.campaign;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A list of people to call, once each if nothing else is asked for, kept in a ledger, so that the
 * process may be killed at any instant and started again: nobody is called twice, nobody is
 * forgotten. Immutable; an option returns a new campaign. Cheap to make; all that lasts is in the
 * {@link CampaignStore}.
 *
 * <pre>{@code
 * try (SqliteStore store = SqliteStore.open(Path.of("autumn.ledger"))) {
 *   Campaign autumn = Campaign.named("autumn", store)
 *       .calls(client)
 *       .template(reminder)
 *       .callsPerSecond(30);
 *   autumn.load(leads).then(Mono.defer(() -> autumn.run().done())).block();
 * }
 * }</pre>
 *
 * <p>What is written down, before the first byte of a create is sent, is an attempt with an id of
 * its own. The id travels, signed, in the query of {@code Url} and {@code StatusCallback} ({@code
 * attempt} and {@code sig}), or where there is neither, in a comment at the end of the TwiML.
 */
@CheckReturnValue
public final class Campaign implements Cloneable {
  final String name;
  final CampaignStore store;
  @Nullable CallsClient calls;
  @Nullable CallTemplate template;
  @Nullable Function<? super Lead, CallTemplate> personal;
  @Nullable String defaultRegion;
  double callsPerSecond = 1;
  int maxInFlight = 100;
  Duration lease = Duration.ofMinutes(1);
  Duration sendBy = Duration.ofSeconds(5);
  Duration settleAfter = Duration.ofSeconds(45);
  Duration clockSkew = Duration.ofMinutes(1);
  Duration maxQueueTime = Duration.ofSeconds(5);
  Duration sweepEvery = Duration.ofSeconds(30);
  Duration sweepFor = Duration.ofMinutes(10);
  OnUnresolved onUnresolved = OnUnresolved.hold();
  boolean otherWriters;
  @Nullable CallingHours callingHours;
  @Nullable DialGate gate;
  @Nullable CallerIds callerIds;
  @Nullable Instant expires;
  RetryByOutcome retry = RetryByOutcome.none();
  Limits limits = Limits.NONE;
  Scheduler scheduler = Schedulers.parallel();

  private Campaign(String name, CampaignStore store) {
    this.name = name;
    this.store = store;
  }

  /**
   * {@return a campaign with every option at its default; it can load, and needs {@link #calls} and
   * a {@link #template} to run}
   *
   * @param name tells it from the ledger's others; one that is there is gone on with
   * @param store the ledger, which stays the caller's to close
   */
  public static Campaign named(String name, CampaignStore store) {
    Objects.requireNonNull(store, "store");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    return new Campaign(name, store);
  }

  /**
   * {@return this campaign, with who places its calls}
   *
   * @param calls its account is the ledger's. Its retry policy is not used for creates: the
   *     campaign owns every repetition. A create takes 2 minutes at most, and a page of a list 5,
   *     where the client has no shorter {@code operationTimeout}; more only if {@link #sendBy} and
   *     twice the {@code responseTimeout} are more. It stays the caller's to close, after {@link
   *     CampaignRun#done()}
   */
  public Campaign calls(CallsClient calls) {
    return with(c -> c.calls = Objects.requireNonNull(calls, "calls"));
  }

  /**
   * {@return this campaign, with what all its calls are like}
   *
   * @param template with {@code url} or {@code twiml}; one with an {@code application} carries no
   *     attempt's id, and is refused where unresolved attempts are called again
   * @throws IllegalArgumentException naming {@code twiml} if there is no room for the attempt's id
   *     in its 4,000 characters
   */
  public Campaign template(CallTemplate template) {
    AttemptStamp.check(template);
    return with(
        c -> {
          c.template = template;
          c.personal = null;
        });
  }

  /**
   * {@return this campaign, with what each call is like}
   *
   * @param template makes a lead's template; called right before its call, on a thread that must
   *     not block. A lead for which it fails, or for which the attempt's id has no room, is held
   */
  public Campaign template(Function<? super Lead, CallTemplate> template) {
    Objects.requireNonNull(template, "template");
    return with(
        c -> {
          c.template = null;
          c.personal = template;
        });
  }

  /**
   * {@return this campaign, with where phone numbers without a country code are from}
   *
   * @param region two letters, as {@code US}; without it such numbers are rejected
   */
  public Campaign defaultRegion(String region) {
    Phones.checkRegion(region);
    return with(c -> c.defaultRegion = region);
  }

  /**
   * {@return this campaign, with how many creates start in a second, evenly spaced and never more
   * in any second}
   *
   * @param rate above 0, at most 100,000; 1 if not given, which is what Twilio grants by default.
   *     At or just below the account's own rate Twilio's queue stays short
   */
  public Campaign callsPerSecond(double rate) {
    if (!(rate > 0 && rate <= 100_000)) {
      throw new IllegalArgumentException("rate must be above 0 and at most 100000");
    }
    return with(c -> c.callsPerSecond = rate);
  }

  /**
   * {@return this campaign, with how many creates are under way at once}
   *
   * @param most 1 to 100,000; 100 if not given
   */
  public Campaign maxInFlight(int most) {
    if (most < 1 || most > 100_000) {
      throw new IllegalArgumentException("most must be 1 to 100000");
    }
    return with(c -> c.maxInFlight = most);
  }

  /**
   * {@return this campaign, with how long a lead is taken for before its call begins}
   *
   * @param lease a minute if not given, beyond the time that it waits for its turn; then another
   *     process may take it over
   */
  public Campaign lease(Duration lease) {
    return with(c -> c.lease = positive("lease", lease));
  }

  /**
   * {@return this campaign, with how long after the intent the create may still be written}
   *
   * @param sendBy 5 seconds if not given; later, nothing is sent and the lead is ready again
   */
  public Campaign sendBy(Duration sendBy) {
    return with(c -> c.sendBy = positive("sendBy", sendBy));
  }

  /**
   * {@return this campaign, with how long after the intent an attempt without an answer is looked
   * up first}
   *
   * @param time 45 seconds if not given: Twilio's own 30 and a margin
   */
  public Campaign settleAfter(Duration time) {
    return with(c -> c.settleAfter = positive("settleAfter", time));
  }

  /**
   * {@return this campaign, with what becomes of a lead whose call is not found}
   *
   * @param policy {@link OnUnresolved#hold()} if not given
   */
  public Campaign onUnresolved(OnUnresolved policy) {
    return with(c -> c.onUnresolved = Objects.requireNonNull(policy, "policy"));
  }

  /** {@return who is called again after which end of a call} */
  public RetryByOutcome retry() {
    return retry;
  }

  /**
   * {@return this campaign, with who is called again after which end of a call}
   *
   * @param policy nobody if not given. It holds for all calls of the campaign that end from the
   *     next {@link #run()} on
   */
  public Campaign retry(RetryByOutcome policy) {
    return with(c -> c.retry = Objects.requireNonNull(policy, "policy"));
  }

  /**
   * {@return this campaign, with when people may be called by their own clock}
   *
   * <p>Looked at twice: when a lead's turn comes near, so that one who must wait costs no time, and
   * right before its attempt is written down. It must be a time to call for as long as the call may
   * take to begin, too: {@link #sendBy} and what Twilio's queue takes at present. The time is that
   * of the campaign's {@link #scheduler}.
   *
   * @param hours any hour if not given. In the United States {@link CallingHours#unitedStates()};
   *     then leads need a {@link Lead#zone}, or are held
   */
  public Campaign callingHours(CallingHours hours) {
    return with(c -> c.callingHours = Objects.requireNonNull(hours, "hours"));
  }

  /**
   * {@return this campaign, with who has the last word on each lead}
   *
   * @param gate asked right before the attempt is written down; nobody if not given
   */
  public Campaign gate(DialGate gate) {
    return with(c -> c.gate = Objects.requireNonNull(gate, "gate"));
  }

  /**
   * {@return this campaign, with how often a phone may be called, whichever campaign of the ledger
   * calls it}
   *
   * @param limits all of them must hold, in place of the ones before; none if not given. Checked in
   *     the transaction that writes an attempt down
   */
  public Campaign attemptLimits(AttemptLimit... limits) {
    return with(c -> c.limits = new Limits(List.of(limits), c.limits.alive()));
  }

  /**
   * {@return this campaign, with how many calls of the ledger may be alive at once}
   *
   * @param most at least 1; any number if not given. A call is alive until its end is known, which
   *     callbacks tell at once and the {@link #sweep} at its next turn. One that was given up, held
   *     or taken for absent, and turns out to be alive, counts from then on only. Twilio allows an
   *     individual account 3, a trial 5
   */
  public Campaign maxAlive(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return with(c -> c.limits = new Limits(c.limits.perPhone(), most));
  }

  /**
   * {@return this campaign, with several numbers that it calls from}
   *
   * @param callers in place of the template's one
   */
  public Campaign callerIds(CallerIds callers) {
    return with(c -> c.callerIds = Objects.requireNonNull(callers, "callers"));
  }

  /**
   * {@return this campaign, with when it is over: no call begins from then on, and who was not
   * called becomes {@link LeadState#EXPIRED}}
   *
   * @param at never if not given; a lead may end sooner by its own {@link Lead#expires}
   */
  public Campaign expires(Instant at) {
    return with(c -> c.expires = Objects.requireNonNull(at, "at"));
  }

  /**
   * {@return this campaign, with how far Twilio's clock and the ledger's may be apart}
   *
   * @param skew a minute if not given. A call on Twilio's list that was accepted further from an
   *     intent is not taken for that attempt's
   */
  public Campaign clockSkew(Duration skew) {
    return with(c -> c.clockSkew = positive("clockSkew", skew));
  }

  /**
   * {@return this campaign, with how long Twilio's own queue may get before the pace slows}
   *
   * @param time 5 seconds if not given; compared with the {@code queue_time} of each call placed
   */
  public Campaign maxQueueTime(Duration time) {
    return with(c -> c.maxQueueTime = positive("maxQueueTime", time));
  }

  /**
   * {@return this campaign, with how often and how long the ends of calls are read from Twilio's
   * list}
   *
   * @param interval 30 seconds if not given
   * @param afterwards how long a run goes on for it once all is dialled, 10 minutes if not given;
   *     zero to leave at once, with the ends not read yet for the next run or {@link #sweep()}
   */
  public Campaign sweep(Duration interval, Duration afterwards) {
    if (afterwards.isNegative()) {
      throw new IllegalArgumentException("afterwards must not be negative");
    }
    return with(
        c -> {
          c.sweepEvery = positive("interval", interval);
          c.sweepFor = afterwards;
        });
  }

  /**
   * {@return this campaign, with whether other software of the account may call the same people
   * from the same number}
   *
   * @param there false if not given; then a call to an attempt's number at its time is the
   *     attempt's. With true only the attempt's id proves it, which Twilio shows about 15 minutes
   *     after the call's end
   */
  public Campaign otherWriters(boolean there) {
    return with(c -> c.otherWriters = there);
  }

  /**
   * {@return this campaign, with where waiting is timed}
   *
   * @param scheduler {@link Schedulers#parallel()} if not given; for tests in virtual time. Leases
   *     and the times of intents are by the store's clock
   */
  public Campaign scheduler(Scheduler scheduler) {
    return with(c -> c.scheduler = Objects.requireNonNull(scheduler, "scheduler"));
  }

  /** {@return its name} */
  public String name() {
    return name;
  }

  /**
   * Brings people into the ledger. Numbers are brought into E.164 form. A person who is in the
   * campaign already, by key, is not added again, so that a file may be loaded again after a crash;
   * what a row says of zone, expiry, priority and data by now holds for all calls from then on.
   * Rows by which nobody can be called are kept as {@linkplain CampaignStore#rejectedRows
   * rejected}, those that name a person of another line as {@linkplain CampaignStore#repeatedRows
   * repeated}; both are reported with their line.
   *
   * <p>Cold: each subscription loads. 10,000 rows are read, and written in one transaction, for
   * each progress requested; one such batch is read ahead. Memory does not grow with the rows. An
   * error of the source ends the load; what was reported is in the ledger. Cancelling stops after
   * the batch being written.
   *
   * @param leads any number
   * @return how far it has come, after each batch is durable; empty for no rows
   * @throws IllegalStateException as {@link #run()} does for an application
   * @throws IllegalArgumentException as {@link #run()} does, so that nobody waits for a long list
   *     to hear of it
   */
  public Flux<LoadProgress> load(Publisher<Lead> leads) {
    checkPolicy();
    return new Loading(this).load(leads);
  }

  /**
   * Begins to dial, or goes on where an earlier run was stopped or killed. Begins when called, so
   * that after {@link #load} in a chain it belongs into a {@code Mono.defer}; its errors come
   * through {@link CampaignRun#done()} and {@link CampaignRun#progress()}.
   *
   * <p>A lead whose create was under way when an earlier process ended is looked up at Twilio and
   * never simply dialled again.
   *
   * @return the run, which owns its creates: no subscriber's leaving stops it, only {@link
   *     CampaignRun#stop()} does
   * @throws IllegalStateException if {@link #calls} or {@link #template} is missing, or an
   *     application is to be called again where unresolved
   * @throws IllegalArgumentException if the policy's grace is shorter than {@link #settleAfter} and
   *     {@link #sendBy} together and it calls again
   */
  @CanIgnoreReturnValue // it runs without its handle too
  public CampaignRun run() {
    return CampaignRun.start(checked());
  }

  /**
   * Compares the ledger with Twilio's list and takes in the calls that it does not know: after a
   * backup was restored, before anything else is dialled. A lead whose phone was called is placed
   * and not called again. A call is told by its attempt's id where Twilio shows it, else by To,
   * From and time.
   *
   * <p>Cold; needs {@link #calls} and {@link #template}. The list is read a thousand calls a page.
   *
   * @param from when the earliest call to look for was accepted, such as the backup's time
   * @param to when the latest was, such as now
   * @return what it brought; then the ledger may be dialled on again. A {@link LedgerException} for
   *     {@link LedgerException.Reason#RESTORED}, with both times, where the ledger was restored and
   *     this is not all the time from its last writing to when it was last seen written
   */
  public Mono<Reconciled> reconcile(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to");
    }
    return new ListReconciler(checked()).reconcile(from, to);
  }

  /**
   * Reads the ends of placed calls from Twilio's list, once, for all campaigns of the ledger, and
   * the prices of those answered that ended in the last 2 days. A run does so by itself; prices
   * that Twilio tells after its end are read by this, or by the next run.
   *
   * @return how many calls were found to have ended
   */
  public Mono<Long> sweep() {
    return new Sweeper(checked()).sweep();
  }

  /**
   * Tells of every lead that is not done with whether it would be called if its turn were now, and
   * if not, why and until when. Whoever waits for a time that is over, or was left by a dialler
   * that is gone, has its turn as if a run had begun. Nobody is called and the ledger is not
   * changed; needs no {@link #calls}. The {@link #gate} is asked.
   *
   * <p>Cold; leads are read as requested, in the order of loading.
   *
   * @return one for each lead that is READY, CLAIMED, WAITING or HELD, or whose call is not known
   *     to have ended
   */
  public Flux<Forecast> forecast() {
    Gatekeeper gatekeeper = new Gatekeeper(this);
    EnumSet<LeadState> states = EnumSet.of(LeadState.HELD, LeadState.PLACED);
    for (LeadState state : LeadState.values()) {
      if (state.isOpen()) {
        states.add(state);
      }
    }
    return store
        .leads(name, states)
        .concatMap(
            lead ->
                hasItsTurn(lead) ? ifNow(lead, gatekeeper) : Mono.just(Forecast.asItStands(lead)),
            1);
  }

  private boolean hasItsTurn(LeadRecord lead) {
    Instant due = lead.dueAt();
    return switch (lead.state()) {
      case READY, CLAIMED -> true;
      case WAITING -> due != null && !now().isBefore(due);
      default -> false;
    };
  }

  /** By the clock that people set, as the scheduler reads it. */
  Instant now() {
    return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
  }

  private Mono<Forecast> ifNow(LeadRecord lead, Gatekeeper gatekeeper) {
    Claim claim = new Claim(0, 0, lead.lead(), lead.attempts());
    Instant now = now();
    return store
        .limited(claim, limits)
        .switchIfEmpty(Mono.defer(() -> gatekeeper.ask(claim, Duration.ZERO)))
        .map(release -> Forecast.of(lead, release, now))
        .defaultIfEmpty(Forecast.called(lead));
  }

  /**
   * {@return what takes in Twilio's callbacks of this campaign's calls, and of all others of the
   * ledger; to be mounted as long as calls are alive, also while no run is on}
   *
   * @throws IllegalStateException if {@link #calls} is missing
   */
  public CampaignCallbacks callbacks() {
    if (calls == null) {
      throw new IllegalStateException("calls must be given");
    }
    return new CampaignCallbacks(this);
  }

  /** For all but creates. */
  CallsClient client() {
    return TimeBounds.reads(Objects.requireNonNull(calls), sendBy);
  }

  /** Repeats nothing, since the ledger does. */
  CallsClient creates() {
    return TimeBounds.creates(Objects.requireNonNull(calls), sendBy);
  }

  /** The template for a lead. */
  CallTemplate templateFor(Lead lead, int attempts) {
    CallTemplate made = template != null ? template : Objects.requireNonNull(personal).apply(lead);
    return callerIds == null ? made : made.withFrom(callerIds.of(lead, attempts));
  }

  private Campaign checked() {
    if (calls == null) {
      throw new IllegalStateException("calls must be given");
    }
    if (template == null && personal == null) {
      throw new IllegalStateException("template must be given");
    }
    checkPolicy();
    return this;
  }

  /** Options are given in any order, so what goes with what is known once they are used. */
  private void checkPolicy() {
    if (onUnresolved.redials()) {
      if (template != null && !AttemptStamp.fits(template)) {
        throw new IllegalStateException(
            "a call of an application carries no attempt's id: hold unresolved attempts");
      }
      if (onUnresolved.grace().compareTo(settleAfter.plus(sendBy)) < 0) {
        throw new IllegalArgumentException(
            "onUnresolved: grace must not be shorter than settleAfter and sendBy together, "
                + settleAfter.plus(sendBy));
      }
    }
  }

  private Campaign with(Consumer<Campaign> option) {
    try {
      Campaign copy = (Campaign) clone();
      option.accept(copy);
      return copy;
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Duration positive(String parameter, Duration duration) {
    Objects.requireNonNull(duration, parameter);
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(parameter + " must be longer than zero");
    }
    return duration;
  }

  @Override
  public String toString() {
    return "Campaign[" + name + "]";
  }
}
