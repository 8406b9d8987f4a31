package io.dialflux.campaign;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far the run of a campaign has come, at one moment. Immutable. */
public final class CampaignProgress {
  private final CampaignCounts counts;
  private final CampaignMeasures measures;
  private final double limit;
  private final double callsPerSecond;
  private final double pace;
  private final int inFlight;
  private final Duration queueTime;
  private final boolean paused;
  private final @Nullable String trouble;

  CampaignProgress(
      CampaignCounts counts,
      CampaignMeasures measures,
      double limit,
      double callsPerSecond,
      double pace,
      int inFlight,
      Duration queueTime,
      boolean paused,
      @Nullable String trouble) {
    this.counts = counts;
    this.measures = measures;
    this.limit = limit;
    this.callsPerSecond = callsPerSecond;
    this.pace = pace;
    this.inFlight = inFlight;
    this.queueTime = queueTime;
    this.paused = paused;
    this.trouble = trouble;
  }

  /** {@return how many leads are in which state} */
  public CampaignCounts counts() {
    return counts;
  }

  /** {@return what came of the calls so far} */
  public CampaignMeasures measures() {
    return measures;
  }

  /** {@return how many leads were loaded} */
  public long leads() {
    return counts.leads();
  }

  /** {@return how many have a latest call at Twilio, ended or not, and wait for no other} */
  public long placed() {
    return counts.called();
  }

  /** {@return how many calls are not known to have ended} */
  public long alive() {
    return counts.in(LeadState.PLACED);
  }

  /** {@return how many calls were answered, as far as their end is known} */
  public long answered() {
    return counts.in(LeadState.COMPLETED);
  }

  /** {@return how many wait for a person to decide} */
  public long held() {
    return counts.in(LeadState.HELD);
  }

  /** {@return how many have still to be dialled or looked up} */
  public long open() {
    return counts.open();
  }

  /** {@return the pace that was asked for, in calls a second} */
  public double limit() {
    return limit;
  }

  /** {@return how many creates started a second in the last 10 seconds} */
  public double pace() {
    return pace;
  }

  /** {@return the pace allowed at present, in calls a second; it falls where Twilio is busy} */
  public double callsPerSecond() {
    return callsPerSecond;
  }

  /** {@return how many creates are under way} */
  public int inFlight() {
    return inFlight;
  }

  /**
   * {@return how long the last call placed has still to wait in Twilio's queue, by its own
   * estimate}
   */
  public Duration queueTime() {
    return queueTime;
  }

  /** {@return whether the run is paused} */
  public boolean paused() {
    return paused;
  }

  /**
   * {@return why the last create got no answer from Twilio, for people and without personal data;
   * null where it got one}
   */
  public @Nullable String trouble() {
    return trouble;
  }

  /**
   * {@return how long it takes at the present pace to dial who may be called now, which does not
   * count who is {@link LeadState#WAITING}; null while paused}
   */
  public @Nullable Duration timeLeft() {
    long waiting = counts.in(LeadState.READY) + counts.in(LeadState.CLAIMED);
    return paused || callsPerSecond <= 0
        ? null
        : Duration.ofMillis((long) (waiting * 1_000 / callsPerSecond));
  }

  @Override
  public String toString() {
    return "CampaignProgress[" + counts + ", " + inFlight + " in flight]";
  }
}
