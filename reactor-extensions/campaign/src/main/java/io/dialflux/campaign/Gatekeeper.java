package io.dialflux.campaign;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The campaign's rules and its gate together: whether a lead may be called at this moment. */
final class Gatekeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private final Campaign campaign;
  private final DialRules rules;
  private final Set<String> complaints = ConcurrentHashMap.newKeySet();

  Gatekeeper(Campaign campaign) {
    this.campaign = campaign;
    this.rules = new DialRules(campaign.callingHours, campaign.expires);
  }

  /**
   * What must become of a claim by the rules alone; null where it may be called.
   *
   * @param queueTime how long a call waits at Twilio at present
   */
  @Nullable Release check(Claim claim, Duration queueTime) {
    return rules.check(claim, campaign.now(), campaign.sendBy, queueTime);
  }

  /** The same, with the gate's word; empty where it may be called. */
  Mono<Release> ask(Claim claim, Duration queueTime) {
    DialGate gate = campaign.gate;
    Release early = check(claim, queueTime);
    if (gate == null || early != null) {
      return Mono.justOrEmpty(early);
    }
    return Mono.defer(() -> gate.check(claim.lead()))
        .timeout(ANSWERS_WITHIN, campaign.scheduler)
        .map(verdict -> Optional.ofNullable(verdict.of(claim)))
        .onErrorResume(e -> Mono.just(Optional.of(noVerdict(claim, e.getClass().getName()))))
        .switchIfEmpty(Mono.fromSupplier(() -> Optional.of(noVerdict(claim, "nothing"))))
        // the answer may have taken its time
        .flatMap(no -> Mono.justOrEmpty(no.isPresent() ? no.get() : check(claim, queueTime)));
  }

  /** What a gate throws may repeat a person's data, so only its kind is told, and once. */
  private Release noVerdict(Claim claim, String instead) {
    if (complaints.add(instead)) {
      LOG.warn("the gate gave no answer, but {}: nobody is called without one", instead);
    }
    return Release.waits(
        claim, WaitReason.GATE, ASK_AGAIN, "the gate gave no answer, but " + instead);
  }
}
