package io.dialflux.campaign;

import io.dialflux.campaign.LedgerException.Reason;
import io.dialflux.dial.DialResult;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One run: leads are claimed, wait for their turn, are written down and dialled, and what came of
 * it is written down; beside it, unknown outcomes are looked up and the ends of calls read.
 *
 * <p>The run subscribes to this itself and never cancels it, so that no create loses its outcome.
 */
final class Dialling {
  /** How long it waits before it looks again where there is nothing to do for a moment. */
  private static final Duration IDLE = Duration.ofMillis(250);

  /** The same, where only ends of calls are waited for. */
  private static final Duration RELAXED = Duration.ofSeconds(1);

  /** The same, where everybody waits for a time: another process may bring more leads. */
  private static final Duration ASLEEP = Duration.ofMinutes(1);

  private static final Duration CLEARED_EVERY = Duration.ofSeconds(2);

  private static final int MOST_CLAIMED = 1_000;
  private static final int LOOKED_UP_AT_ONCE = 4;

  private final Campaign campaign;
  private final CampaignStore store;
  private final Pace pace;
  private final Room underWay;

  /** Those under way, and as many again whose outcome is still to be written. */
  private volatile Room open;

  private final Gatekeeper gatekeeper;
  private final StartRate starts;
  private final Sinks.One<CampaignProgress> done = Sinks.one();
  private volatile Sinks.Empty<Void> dialled = Sinks.empty();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable String trouble;
  private volatile boolean stopping;
  private volatile boolean over;
  private volatile int most;

  /** When the last call began, or begins once Twilio's queue has come to it. */
  private volatile Instant lastCall;

  /** Until when the ends of calls are waited for once all is dialled. */
  private volatile Instant awaited = Instant.MIN;

  Dialling(Campaign campaign) {
    this.campaign = campaign;
    this.store = campaign.store;
    this.pace = new Pace(campaign.callsPerSecond, campaign.maxQueueTime, campaign.scheduler);
    this.underWay = new Room(campaign.maxInFlight);
    this.open = new Room(2 * campaign.maxInFlight);
    this.gatekeeper = new Gatekeeper(campaign);
    this.starts = new StartRate(campaign.scheduler);
    this.most = second();
    this.lastCall = campaign.now();
  }

  void begin() {
    prepare().flatMap(this::rounds).subscribe(done::tryEmitValue, done::tryEmitError);
  }

  /**
   * Dials until nobody is left. A callback, a sweep or a person may open a lead again while a round
   * ends, after its last claim: then there is another.
   */
  private Mono<CampaignProgress> rounds(AttemptStamp stamp) {
    return Mono.defer(() -> round(stamp))
        .then(Mono.defer(this::result))
        .repeatWhenEmpty(rounds -> rounds);
  }

  private Mono<Void> round(AttemptStamp stamp) {
    over = false;
    open = new Room(2 * campaign.maxInFlight);
    dialled = Sinks.empty();
    return Mono.when(dialAll(stamp), lookUp(stamp), sweepMeanwhile(), clearTheWay(stamp))
        .then(Mono.defer(this::sweepToTheEnd))
        .then(Mono.defer(this::lastPrices));
  }

  /** What has to be right before the first create, and what an earlier process left behind. */
  private Mono<AttemptStamp> prepare() {
    return store
        .bind(campaign.client().accountSid())
        .flatMap(ledger -> ledger.restored() ? Mono.error(restored(ledger)) : Mono.just(ledger))
        .flatMap(
            ledger ->
                store
                    .retry(campaign.name, campaign.retry)
                    .then(store.recover(campaign.name))
                    .then(timeZones())
                    .then(AttemptStamp.of(ledger.secret())));
  }

  /** Java reads its table of time zones from a file, when the first is asked for. */
  private static Mono<Void> timeZones() {
    return Mono.fromCallable(ZoneRulesProvider::getAvailableZoneIds)
        .subscribeOn(Schedulers.boundedElastic())
        .then();
  }

  private static LedgerException restored(Ledger ledger) {
    return new LedgerException(
        Reason.RESTORED,
        "the ledger was last written "
            + (ledger.writtenAt() == null ? "never" : "at " + ledger.writtenAt())
            + " and seen written at "
            + ledger.seenAt()
            + ", so attempts are missing: load the leads again, then reconcile that time",
        null);
  }

  private Mono<Void> dialAll(AttemptStamp stamp) {
    Placing placing = new Placing(campaign, stamp, starts);
    return claims()
        // a turn that is given is used at once, so it is the last that is waited for
        .concatMap(
            claim -> open.enter().then(underWay.enter()).then(pace.slot()).thenReturn(claim), 1)
        .doOnNext(claim -> begin(claim, placing))
        .then()
        .onErrorResume(this::fail)
        .then(Mono.defer(open::empty))
        .then(
            Mono.fromRunnable(
                () -> {
                  over = true;
                  dialled.tryEmitEmpty();
                }));
  }

  /**
   * Of its own, because flatMap looks at all that are under way whenever one of them ends. Whatever
   * is thrown ends the run in order, and no other lead's create.
   */
  private void begin(Claim claim, Placing placing) {
    inFlight.incrementAndGet();
    Mono.defer(() -> dial(claim, placing))
        .doFinally(
            signal -> {
              inFlight.decrementAndGet();
              underWay.leave();
            })
        .flatMap(this::ended)
        .doFinally(signal -> open.leave())
        .subscribe(made -> {}, this::failed);
  }

  private Flux<Claim> claims() {
    return Mono.defer(this::claim)
        .onErrorResume(thrown -> fail(thrown).thenReturn(List.of()))
        .repeat(() -> !over)
        .concatMapIterable(claims -> claims, 1);
  }

  private Mono<List<Claim>> claim() {
    if (stopping) {
      over = true;
      return Mono.empty();
    }
    int many = most;
    return store
        .claim(campaign.name, many, claimedFor(many), campaign.limits)
        .flatMap(claims -> claims.isEmpty() ? idle() : sift(claims));
  }

  /** Lets those wait whom the rules let wait, before they take a place in the pace. */
  private Mono<List<Claim>> sift(List<Claim> claims) {
    List<Claim> good = new ArrayList<>(claims.size());
    List<Release> others = new ArrayList<>();
    for (Claim claim : claims) {
      Release release = gatekeeper.check(claim, pace.queueTime());
      if (release == null) {
        good.add(claim);
      } else {
        others.add(release);
      }
    }
    // where nobody may be called, the next who may is to be found soon
    most = good.isEmpty() ? Math.min(MOST_CLAIMED, most * 2) : second();
    return others.isEmpty() ? Mono.just(good) : store.release(others).thenReturn(good);
  }

  private int second() {
    return (int) Math.min(MOST_CLAIMED, Math.max(1, Math.ceil(campaign.callsPerSecond)));
  }

  /** The lease, and as long as three claims in a row take to be dialled at the slowest pace. */
  private Duration claimedFor(int leads) {
    double slowest = campaign.callsPerSecond / 16;
    return campaign.lease.plusSeconds((long) Math.ceil(3 * leads / slowest));
  }

  private Mono<List<Claim>> idle() {
    return store
        .counts(campaign.name)
        .flatMap(
            counts ->
                counts.open() > 0 || mayBeOpenAgain(counts) ? pause(counts) : lastLook(counts))
        .then(Mono.empty());
  }

  /** It is over where no call whose end is not known is one to be followed by another. */
  private Mono<Void> lastLook(CampaignCounts counts) {
    Mono<CampaignCounts> last =
        waitsForEnds()
            ? new Sweeper(campaign)
                .endsIfPossible()
                .then(store.counts(campaign.name))
                .takeUntilOther(pace.stopped())
            : Mono.just(counts);
    return last.doOnNext(now -> over = now.open() == 0).then();
  }

  /** A call that has not ended may be followed by another; its end is waited for so long. */
  private boolean mayBeOpenAgain(CampaignCounts counts) {
    return waitsForEnds()
        && counts.in(LeadState.PLACED) > 0
        && campaign.now().isBefore(lastCall.plus(campaign.sweepFor));
  }

  /** Whether the ends of calls are waited for while it dials, as others may follow them. */
  private boolean waitsForEnds() {
    return !campaign.retry.isNone() && !campaign.sweepFor.isZero();
  }

  /** Until there may be something to do, or the run is at its end. */
  private Mono<Void> pause(CampaignCounts counts) {
    return pauseFor(counts)
        .flatMap(
            time ->
                Mono.firstWithSignal(
                    Mono.delay(time, campaign.scheduler).then(), pace.stopped(), dialled.asMono()));
  }

  private Mono<Duration> pauseFor(CampaignCounts counts) {
    long soon =
        counts.in(LeadState.READY) + counts.in(LeadState.CLAIMED) + counts.in(LeadState.INTENT);
    if (soon > 0) {
      return Mono.just(counts.isFull() ? RELAXED : IDLE);
    }
    Duration longest = counts.in(LeadState.PLACED) > 0 ? RELAXED : ASLEEP;
    // what is due may be under way already
    return store
        .nextDue(campaign.name)
        .filter(due -> due.compareTo(longest) < 0)
        .map(due -> longer(due, IDLE))
        .defaultIfEmpty(longest);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Empty where nothing was sent that has an outcome. */
  private Mono<Placing.Sent> dial(Claim claim, Placing placing) {
    if (stopping) {
      return release(Release.ready(claim, "its run was stopped")).then(Mono.empty());
    }
    return gatekeeper
        .ask(claim, pace.queueTime())
        .singleOptional()
        .flatMap(
            refused ->
                refused.isPresent()
                    ? release(refused.get()).then(Mono.empty())
                    : placing.place(claim));
  }

  private Mono<Void> release(Release release) {
    return store.release(List.of(release)).then();
  }

  private Mono<Boolean> ended(Placing.Sent sent) {
    DialResult result = sent.result();
    CreateOutcome outcome = CreateOutcome.of(sent.attempt(), result, campaign.template != null);
    if (result instanceof DialResult.Placed placed && placed.call().queueTime() != null) {
      pace.queueTime(placed.call().queueTime());
    }
    called();
    if (outcome.slows()) {
      pace.slowDown(outcome.retryAfter());
    }
    Throwable error = error(result);
    if (result instanceof DialResult.Unknown) {
      pace.unanswered();
    } else if (!(result instanceof DialResult.NotSent)) {
      pace.answered();
    }
    boolean answered = result instanceof DialResult.Placed || result instanceof DialResult.Refused;
    trouble = answered || error == null ? null : error.getMessage();
    return store
        .apply(outcome.step())
        .doOnNext(
            made -> {
              if (outcome.ends() && error != null) {
                failed(error);
              }
            });
  }

  /** A call was placed now, or found; it begins when Twilio's queue has come to it. */
  private void called() {
    lastCall = campaign.now().plus(pace.queueTime());
  }

  private static @Nullable Throwable error(DialResult result) {
    return result.<@Nullable Throwable>fold(
        placed -> null,
        DialResult.Refused::error,
        DialResult.NotSent::error,
        DialResult.Unknown::error);
  }

  private Mono<Void> lookUp(AttemptStamp stamp) {
    Resolver resolver = new Resolver(campaign, stamp, this::called);
    return Mono.defer(() -> store.unresolved(campaign.name, MOST_CLAIMED))
        .flatMapIterable(due -> due)
        .flatMap(
            due -> stopping ? Mono.empty() : resolver.resolve(due).takeUntilOther(pace.stopped()),
            LOOKED_UP_AT_ONCE,
            1)
        .then()
        .repeatWhen(
            rounds ->
                rounds
                    .concatMap(round -> store.counts(campaign.name), 1)
                    .concatMap(counts -> pause(counts).thenReturn(counts), 1)
                    .takeWhile(counts -> !over && !stopping))
        .then()
        .onErrorResume(this::fail);
  }

  /**
   * Attempts that nobody else sees to would keep their phones' leads waiting for ever: those of
   * other campaigns that do not run any more, and those whose outcome could not be written down.
   * Nobody's way need be clear while all wait for a time.
   */
  private Mono<Void> clearTheWay(AttemptStamp stamp) {
    // whether to call again is the other campaign's to say
    Duration grace = campaign.onUnresolved.grace();
    Resolver resolver =
        new Resolver(campaign.onUnresolved(OnUnresolved.holdAfter(grace)), stamp, () -> {});
    return Mono.defer(() -> store.counts(campaign.name))
        .flatMap(this::pauseFor)
        .flatMap(time -> Mono.delay(longer(time, CLEARED_EVERY), campaign.scheduler))
        .thenMany(store.campaigns().concatMap(this::left, 1))
        .filter(due -> due.asOf().isAfter(due.dueAt().plus(grace)))
        .flatMap(resolver::resolve, LOOKED_UP_AT_ONCE, 1)
        .repeat()
        .takeUntilOther(dialled.asMono())
        .then()
        .onErrorResume(this::fail);
  }

  private Flux<Unresolved> left(String name) {
    boolean own = name.equals(campaign.name);
    return store
        .counts(name)
        .filter(counts -> counts.in(LeadState.INTENT) > 0 && !(own && inFlight.get() > 0))
        .flatMap(counts -> store.recover(name))
        .thenMany(
            own ? Flux.empty() : store.unresolved(name, MOST_CLAIMED).flatMapIterable(u -> u));
  }

  private Mono<Void> sweepMeanwhile() {
    Sweeper sweeper = new Sweeper(campaign);
    return Flux.interval(campaign.sweepEvery, campaign.scheduler)
        .onBackpressureDrop()
        .concatMap(round -> sweeper.sweepIfPossible(), 1)
        .takeUntilOther(dialled.asMono())
        .then()
        .onErrorResume(this::fail);
  }

  /**
   * Reads the ends of the last calls, for as long as the campaign grants. Where others may follow
   * them, that was done while it dialled.
   */
  private Mono<Void> sweepToTheEnd() {
    if (stopping || campaign.sweepFor.isZero() || waitsForEnds()) {
      return Mono.empty();
    }
    Sweeper sweeper = new Sweeper(campaign);
    awaited = campaign.now().plus(campaign.sweepFor);
    return sweeper
        .sweepIfPossible()
        .then(Mono.defer(() -> store.counts(campaign.name)))
        .repeatWhen(
            rounds -> rounds.concatMap(r -> Mono.delay(campaign.sweepEvery, campaign.scheduler), 1))
        .takeUntil(counts -> counts.open() > 0 || !mayEndInTime(counts) || stopping)
        .takeUntilOther(pace.stopped())
        .then()
        .onErrorResume(this::fail);
  }

  /** Those told since, when nobody waits for the ends of calls any more. */
  private Mono<Void> lastPrices() {
    return stopping || campaign.sweepFor.isZero()
        ? Mono.empty()
        : new Sweeper(campaign)
            .pricesIfPossible()
            .takeUntilOther(pace.stopped())
            .onErrorResume(this::fail);
  }

  /**
   * Where the campaign stands, by one look at the ledger when everything of the run has ended;
   * empty where there is something to do again. The ledger may still be writing what it has
   * accepted, such as what a callback has just told: after {@code recover} the count has all of it.
   */
  private Mono<CampaignProgress> result() {
    Throwable thrown = failure.get();
    if (thrown != null) {
      return Mono.error(thrown);
    }
    return store
        .recover(campaign.name)
        .then(store.measures(campaign.name))
        .flatMap(
            measures ->
                store.counts(campaign.name).map(counts -> progress(counts, measures, false)))
        .filter(end -> stopping || !isToGoOn(end.counts()));
  }

  private boolean isToGoOn(CampaignCounts counts) {
    return counts.open() > 0 || (waitsForEnds() ? mayBeOpenAgain(counts) : mayEndInTime(counts));
  }

  /** Whether a call is alive whose end is still waited for. */
  private boolean mayEndInTime(CampaignCounts counts) {
    return counts.in(LeadState.PLACED) > 0 && !campaign.now().isAfter(awaited);
  }

  String name() {
    return campaign.name;
  }

  void pause() {
    pace.pause();
  }

  void resume() {
    pace.resume();
  }

  void stop() {
    stopping = true;
    pace.stop();
  }

  Flux<CampaignProgress> progress(Duration interval) {
    return Flux.interval(Duration.ZERO, interval, campaign.scheduler)
        .onBackpressureDrop()
        .concatMap(tick -> now(pace.paused()), 1)
        .takeUntilOther(done.asMono())
        .concatWith(done.asMono());
  }

  Mono<CampaignProgress> done() {
    return done.asMono();
  }

  private Mono<CampaignProgress> now(boolean paused) {
    return Mono.zip(
        store.counts(campaign.name),
        store.measures(campaign.name),
        (counts, measures) -> progress(counts, measures, paused));
  }

  private CampaignProgress progress(
      CampaignCounts counts, CampaignMeasures measures, boolean paused) {
    return new CampaignProgress(
        counts,
        measures,
        campaign.callsPerSecond,
        pace.callsPerSecond(),
        starts.perSecond(),
        inFlight.get(),
        pace.queueTime(),
        paused,
        trouble);
  }

  private <T> Mono<T> fail(Throwable thrown) {
    failed(thrown);
    return Mono.empty();
  }

  /** Ends the run as {@link #stop} does: creates under way are still heard of. */
  private void failed(Throwable thrown) {
    failure.compareAndSet(null, thrown);
    stop();
  }
}
