package io.dialflux.campaign;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.dial.DialResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * One attempt at a time: its call is made of the template, stamped, written down as intended, and
 * only then created.
 */
final class Placing {
  /** What came of a create that was sent. */
  record Sent(String attempt, DialResult result) {}

  private final Campaign campaign;
  private final CampaignStore store;
  private final CallsClient creates;
  private final AttemptStamp stamp;
  private final StartRate starts;

  Placing(Campaign campaign, AttemptStamp stamp, StartRate starts) {
    this.campaign = campaign;
    this.store = campaign.store;
    this.creates = campaign.creates();
    this.stamp = stamp;
    this.starts = starts;
  }

  /** Empty where nothing was sent that has an outcome. */
  Mono<Sent> place(Claim claim) {
    String attempt = stamp.newId();
    CreateCall call;
    try {
      CallTemplate template = template(claim);
      if (campaign.onUnresolved.redials() && !AttemptStamp.fits(template)) {
        throw new IllegalArgumentException("an application carries no attempt's id");
      }
      call = stamp.stamp(template, attempt).to(claim.lead().phone());
    } catch (RuntimeException notMade) {
      return store
          .release(List.of(Release.ends(claim, LeadState.HELD, cannotBeMade(notMade))))
          .then(Mono.empty());
    }
    Duration lease = campaign.sendBy.plus(campaign.settleAfter).plus(campaign.lease);
    // before the intent, so that the bound is never later than the ledger's own
    long intended = campaign.scheduler.now(TimeUnit.NANOSECONDS);
    return store
        .intend(new Intent(claim, attempt, call.from(), campaign.sendBy, lease, campaign.limits))
        .flatMap(
            result ->
                result == Intent.Result.WRITTEN
                    ? create(attempt, call.notAfter(sendBy(intended)))
                    : Mono.empty());
  }

  /** Counted by the clock that nobody sets, which the client goes on with. */
  private Instant sendBy(long intended) {
    long since = campaign.scheduler.now(TimeUnit.NANOSECONDS) - intended;
    return campaign.now().plus(campaign.sendBy).minusNanos(since);
  }

  /** What a template of the user's throws might repeat a person's data. */
  private CallTemplate template(Claim claim) {
    try {
      return campaign.templateFor(claim.lead(), claim.attempts());
    } catch (RuntimeException theirs) {
      throw new IllegalArgumentException("its template failed with " + theirs.getClass().getName());
    }
  }

  /** Checked arguments name their parameter. */
  private static String cannotBeMade(RuntimeException e) {
    boolean checked = e instanceof IllegalArgumentException && e.getMessage() != null;
    return "its call cannot be made: " + (checked ? e.getMessage() : e.getClass().getName());
  }

  private Mono<Sent> create(String attempt, CreateCall call) {
    starts.started();
    return creates
        .create(call)
        .map(placed -> DialResult.placed(call, placed))
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("no answer came of a create")))
        .onErrorResume(error -> Mono.just(DialResult.failed(call, error)))
        .map(result -> new Sent(attempt, result));
  }
}
