package io.dialflux.campaign;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What must hold at the moment of a call, as far as no ledger and nobody else need be asked. */
final class DialRules {
  private static final String NOT_NOW = "it is no time to call where the lead is";

  /** An estimate, which other software's calls raise and which falls again. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final @Nullable CallingHours hours;
  private final @Nullable Instant expires;

  DialRules(@Nullable CallingHours hours, @Nullable Instant expires) {
    this.hours = hours;
    this.expires = expires;
  }

  /**
   * Why a lead is not called now; null where it may be.
   *
   * @param sendBy how long its create may take from now: then, too, it must be a time to call, and
   *     the lead's own not be over
   * @param queueTime how long its call is guessed to wait at Twilio after that: it waits here where
   *     the time would be over by then
   */
  @Nullable Release check(Claim claim, Instant now, Duration sendBy, Duration queueTime) {
    Instant sent = now.plus(sendBy);
    Instant rings = sent.plus(queueTime);
    Instant end = expiry(claim.lead());
    if (end != null && !sent.isBefore(end)) {
      return expired(claim, "its time was over before its call could begin");
    }
    if (hours == null) {
      return end == null || rings.isBefore(end) ? null : queueTooLong(claim);
    }
    ZoneId zone;
    try {
      zone = claim.lead().zoneId();
    } catch (DateTimeException unknownHere) {
      return held(claim, "its time zone is not known here");
    }
    if (zone == null && !hours.knowsWhereUnknown()) {
      return held(claim, "its time zone is not known, so it cannot be told when to call");
    }
    if (hours.isOpen(now, zone) && hours.isOpen(sent, zone)) {
      return hours.isOpen(rings, zone) && (end == null || rings.isBefore(end))
          ? null
          : queueTooLong(claim);
    }
    Instant next = nextOpen(hours, now, sent, zone);
    if (next == null) {
      return held(claim, "the calling hours never open for it");
    }
    return end != null && !next.isBefore(end)
        ? expired(claim, "its time ends before it may be called: " + NOT_NOW)
        : Release.waits(claim, WaitReason.CALLING_HOURS, Duration.between(now, next), NOT_NOW);
  }

  /** The hours may be open still, and not for long enough. */
  private static @Nullable Instant nextOpen(
      CallingHours hours, Instant now, Instant sent, @Nullable ZoneId zone) {
    return hours.isOpen(now, zone) ? hours.nextOpen(sent, zone) : hours.nextOpen(now, zone);
  }

  private static Release queueTooLong(Claim claim) {
    return Release.waits(
        claim,
        WaitReason.CALLING_HOURS,
        LOOK_AGAIN,
        "Twilio's queue is so long that its time would be over before its phone rings");
  }

  private @Nullable Instant expiry(Lead lead) {
    Instant own = lead.expires();
    return own == null || expires != null && expires.isBefore(own) ? expires : own;
  }

  private static Release expired(Claim claim, String reason) {
    return Release.ends(claim, LeadState.EXPIRED, reason);
  }

  private static Release held(Claim claim, String reason) {
    return Release.ends(claim, LeadState.HELD, reason);
  }
}
