package io.dialflux.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.call.UpdateCall;
import io.dialflux.callback.CallEvent;
import io.dialflux.error.CallsException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What Twilio's callbacks say of a campaign's calls, written down before Twilio is answered; and
 * the second fence, which hangs a call up that is one too many. For handlers of {@link
 * io.dialflux.callback.Callbacks}, which let only signed callbacks through. Thread-safe.
 *
 * <pre>{@code
 * CampaignCallbacks calls = autumn.callbacks();
 * HttpServer.create().route(routes -> {
 *   callbacks.routes("/status", calls::acceptOrHangUp).accept(routes);
 *   callbacks.instructions("/answer", event -> calls.answerOrHangUp(event, twiml)).accept(routes);
 * });
 * }</pre>
 *
 * <p>A callback is of an attempt by the signed id that its URL carries, so it counts even where it
 * comes before the answer to the create, or where that was lost. Those that are lost, doubled, late
 * or out of order change nothing in the end: {@link Campaign#sweep() the sweep} finds what is
 * missing. Callbacks of other calls change nothing and are accepted.
 *
 * <p>The template asks for them: {@code statusCallback(url, INITIATED, RINGING, ANSWERED,
 * COMPLETED)}. The end of a call is enough to know outcomes at once; the fence needs {@code
 * INITIATED}, which is when dialling starts.
 */
@CheckReturnValue
public final class CampaignCallbacks {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignCallbacks.class);
  private static final String HANG_UP = "<Response><Hangup/></Response>";
  private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  /** Leaves the application time, of the 5 seconds after which a callback is answered 503. */
  private static final Duration ON_THE_LINE = Duration.ofSeconds(2);

  /** A ledger that cannot be written for a moment may be read, and know of another attempt. */
  private static final Duration WRITTEN = Duration.ofSeconds(1);

  private final Campaign campaign;
  private final Mono<AttemptStamp> stamp;

  CampaignCallbacks(Campaign campaign) {
    this.campaign = campaign;
    this.stamp =
        Mono.defer(() -> campaign.store.bind(campaign.client().accountSid()))
            .flatMap(ledger -> AttemptStamp.of(ledger.secret()))
            .cache(made -> FOR_EVER, failed -> Duration.ZERO, () -> Duration.ZERO);
  }

  /**
   * Writes down what a callback says.
   *
   * @param event of any call, signed by Twilio
   * @return completes once it is durable, or is nothing new; an error where the ledger cannot be
   *     used, which must not be answered with success
   */
  public Mono<Void> accept(CallEvent event) {
    return stamp.flatMap(known -> report(event, attempt(known, event)));
  }

  /**
   * As {@link #accept}, and ends the call where its attempt is superseded: has another call
   * already, or was followed by another attempt. So a duplicate, which no ledger can exclude where
   * Twilio or a proxy repeats a create, is a short ring and no conversation.
   *
   * @param event of any call, signed by Twilio
   * @return completes once it is durable and the call, if it must, was asked to end; that Twilio
   *     could not be asked is logged and no error
   */
  public Mono<Void> acceptOrHangUp(CallEvent event) {
    return stamp.flatMap(
        known -> {
          String attempt = attempt(known, event);
          return report(event, attempt)
              .then(superseded(event, attempt))
              .flatMap(over -> over ? hangUp(event, facts(event, attempt)) : Mono.empty());
        });
  }

  /**
   * What to answer where Twilio fetches a call's {@code Url}: to hang up where its attempt is
   * superseded, else what the application says. Writes down that the call was answered, too, and
   * that it was hung up: then it counts as abandoned, and does not end its lead. Where the ledger
   * cannot be asked, or gives no answer within 2 seconds, the application answers: somebody is on
   * the line.
   *
   * @param event of any call, signed by Twilio
   * @param twiml subscribed to where the call is to go on
   * @return the TwiML
   */
  public Mono<String> answerOrHangUp(CallEvent event, Mono<String> twiml) {
    return stamp
        .flatMap(
            known -> {
              // written down first, so that of two calls of an attempt only one goes on
              String attempt = attempt(known, event);
              return onTheLine(event, report(event, attempt), WRITTEN)
                  .then(superseded(event, attempt))
                  .filter(over -> over)
                  .map(over -> facts(event, attempt).abandoned().hungUp(true));
            })
        .as(over -> onTheLine(event, over, ON_THE_LINE))
        .flatMap(over -> onTheLine(event, report(over), WRITTEN).thenReturn(HANG_UP))
        .switchIfEmpty(twiml);
  }

  /** Empty where the ledger fails or takes longer: somebody is on the line. */
  private <T> Mono<T> onTheLine(CallEvent event, Mono<T> ledger, Duration longest) {
    return ledger
        .timeout(longest, campaign.scheduler)
        .onErrorResume(
            failed -> {
              LOG.warn("the ledger could not be asked for {}: {}", event, failed.toString());
              return Mono.empty();
            });
  }

  private Mono<Void> report(CallEvent event, @Nullable String attempt) {
    return report(facts(event, attempt));
  }

  private Mono<Void> report(CallFacts facts) {
    return campaign.store.report(List.of(facts)).then();
  }

  private static CallFacts facts(CallEvent event, @Nullable String attempt) {
    CallFacts facts =
        CallFacts.of(event.callSid()).answeredBy(event.answeredBy()).duration(event.callDuration());
    facts = event.callStatus() == null ? facts : facts.status(event.callStatus());
    return attempt == null ? facts : facts.attempt(attempt);
  }

  private Mono<Boolean> superseded(CallEvent event, @Nullable String attempt) {
    boolean over = event.callStatus() != null && event.callStatus().isTerminal();
    return attempt == null || over
        ? Mono.just(false)
        : campaign.store.superseded(attempt, event.callSid());
  }

  private Mono<Void> hangUp(CallEvent event, CallFacts facts) {
    LOG.warn("{} is of an attempt that is superseded: hanging up", event);
    return campaign
        .client()
        .update(event.callSid(), UpdateCall.hangUp())
        .flatMap(asked -> report(facts.hungUp(true)))
        .onErrorResume(
            CallsException.class,
            failed -> {
              LOG.warn("{} could not be hung up: {}", event, failed.getMessage());
              return Mono.empty();
            });
  }

  /** A leg that a call has dialled itself is not the attempt's call. */
  private static @Nullable String attempt(AttemptStamp stamp, CallEvent event) {
    return event.parentCallSid() == null
        ? stamp.check(event.query("attempt"), event.query("sig"))
        : null;
  }
}
