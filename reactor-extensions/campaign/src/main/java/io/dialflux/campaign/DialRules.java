package io.dialflux.campaign;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What must hold at the moment of a call, as far as no ledger and nobody else need be asked. */
final class DialRules {
  private static final String NOT_NOW = "it is no time to call where the lead is";

  private final @Nullable CallingHours hours;
  private final @Nullable Instant expires;

  DialRules(@Nullable CallingHours hours, @Nullable Instant expires) {
    this.hours = hours;
    this.expires = expires;
  }

  /**
   * Why a lead is not called now; null where it may be.
   *
   * @param ahead how long its phone may take to ring from now: then, too, it must be a time to
   *     call, and the lead's own not be over
   */
  @Nullable Release check(Claim claim, Instant now, Duration ahead) {
    Instant end = expiry(claim.lead());
    if (end != null && !now.plus(ahead).isBefore(end)) {
      return expired(claim, "its time was over before its call could begin");
    }
    if (hours == null) {
      return null;
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
    if (hours.isOpen(now, zone) && hours.isOpen(now.plus(ahead), zone)) {
      return null;
    }
    Instant next = nextOpen(hours, now, ahead, zone);
    if (next == null) {
      return held(claim, "the calling hours never open for it");
    }
    return end != null && !next.isBefore(end)
        ? expired(claim, "its time ends before it may be called: " + NOT_NOW)
        : Release.waits(claim, WaitReason.CALLING_HOURS, Duration.between(now, next), NOT_NOW);
  }

  /** The hours may be open still, and not for long enough. */
  private static @Nullable Instant nextOpen(
      CallingHours hours, Instant now, Duration ahead, @Nullable ZoneId zone) {
    return hours.isOpen(now, zone)
        ? hours.nextOpen(now.plus(ahead), zone)
        : hours.nextOpen(now, zone);
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
