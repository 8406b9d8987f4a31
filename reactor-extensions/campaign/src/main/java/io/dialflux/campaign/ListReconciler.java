package io.dialflux.campaign;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallTemplate;
import io.dialflux.campaign.LedgerException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes the calls into a ledger that Twilio lists and the ledger does not know. */
final class ListReconciler {
  private static final int PAGE = 1_000;

  private final Campaign campaign;
  private final CampaignStore store;
  private final CallLists lists;

  ListReconciler(Campaign campaign) {
    this.campaign = campaign;
    this.store = campaign.store;
    this.lists = new CallLists(campaign.client());
  }

  Mono<Reconciled> reconcile(Instant from, Instant to) {
    return Mono.defer(() -> store.bind(campaign.client().accountSid()))
        .flatMap(
            ledger ->
                covered(ledger, from, to)
                    .then(AttemptStamp.of(ledger.secret()))
                    .flatMap(stamp -> all(stamp, caller(ledger), from, to)))
        .flatMap(result -> store.reconciled().thenReturn(result));
  }

  /** Whether the attempts that a restored ledger has forgotten are all in a time. */
  private static Mono<Void> covered(Ledger ledger, Instant from, Instant to) {
    Instant written = ledger.writtenAt();
    Instant seen = ledger.seenAt();
    boolean covered =
        !ledger.restored()
            || (written == null || !from.isAfter(written)) && (seen == null || !to.isBefore(seen));
    return covered
        ? Mono.empty()
        : Mono.error(
            new LedgerException(
                Reason.RESTORED,
                "the ledger was last written "
                    + (written == null ? "never" : "at " + written)
                    + " and seen written at "
                    + seen
                    + ": the time to reconcile must cover what is between",
                null));
  }

  private Mono<Reconciled> all(
      AttemptStamp stamp, @Nullable String caller, Instant from, Instant to) {
    Instant first = from.minus(campaign.clockSkew);
    Instant last = to.plus(campaign.clockSkew);
    CallFilter filter = CallFilter.all().pageSize(PAGE);
    return lists
        .created(caller == null ? filter : filter.from(caller), first, last)
        .filter(call -> CallLists.fits(call, caller, first, last) && call.to() != null)
        .buffer(PAGE)
        .concatMap(calls -> page(stamp, calls), 1)
        .reduce(
            new Reconciled(0, 0),
            (a, b) -> new Reconciled(a.calls() + b.calls(), a.adopted() + b.adopted()));
  }

  private Mono<Reconciled> page(AttemptStamp stamp, List<Call> calls) {
    return store
        .known(calls.stream().map(Call::sid).toList())
        .flatMapMany(known -> Flux.fromIterable(calls).filter(call -> !known.contains(call.sid())))
        .concatMap(call -> adopt(stamp, call), 1)
        .filter(adopted -> adopted)
        .count()
        .map(adopted -> new Reconciled(calls.size(), adopted));
  }

  private Mono<Boolean> adopt(AttemptStamp stamp, Call call) {
    return campaign
        .client()
        .events(call.sid())
        .collectList()
        .flatMap(events -> adopt(call, stamp.find(events)));
  }

  /** The ledger may know the phone by another form of its number. */
  private Mono<Boolean> adopt(Call call, @Nullable String attemptId) {
    return Flux.fromIterable(Phones.forms(Objects.requireNonNull(call.to())))
        .concatMap(to -> store.adopt(found(call, to, attemptId)), 1)
        .any(adopted -> adopted);
  }

  private static FoundCall found(Call call, String to, @Nullable String attemptId) {
    return new FoundCall(
        call.sid(),
        to,
        String.valueOf(call.from()),
        Objects.requireNonNull(CallLists.accepted(call)),
        call.status(),
        attemptId);
  }

  /**
   * Who calls; null for anybody of the account: where leads have templates of their own or there
   * are several callers, and where the ledger was restored, because other campaigns of it may have
   * forgotten calls too.
   */
  private @Nullable String caller(Ledger ledger) {
    CallTemplate template = campaign.template;
    return ledger.restored() || template == null || campaign.callerIds != null
        ? null
        : template.value("From");
  }
}
