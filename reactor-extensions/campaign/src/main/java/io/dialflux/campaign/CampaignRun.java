package io.dialflux.campaign;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A campaign being dialled. It owns its creates: whoever watches may leave at any time.
 * Thread-safe.
 */
@CheckReturnValue
public final class CampaignRun {
  private final Dialling dialling;

  private CampaignRun(Dialling dialling) {
    this.dialling = dialling;
  }

  static CampaignRun start(Campaign campaign) {
    Dialling dialling = new Dialling(campaign);
    dialling.begin();
    return new CampaignRun(dialling);
  }

  /**
   * {@return how far the run has come, at once and then twice a second, and the last time when it
   * is done; an error ends it as it ends {@link #done()}. Each subscriber reads for itself; the
   * slow miss some; cancelling changes nothing for the run}
   */
  public Flux<CampaignProgress> progress() {
    return progress(Duration.ofMillis(500));
  }

  /**
   * {@return as {@link #progress()}, at another interval}
   *
   * @param interval between two readings
   */
  public Flux<CampaignProgress> progress(Duration interval) {
    return dialling.progress(interval);
  }

  /** Starts no more creates until {@link #resume()}; those under way end and are written down. */
  public void pause() {
    dialling.pause();
  }

  /** Goes on after {@link #pause()}. */
  public void resume() {
    dialling.resume();
  }

  /**
   * Ends the run in order: takes no more leads, lets creates under way end and be written down.
   * Begins when called; the rest of the campaign is for the next run.
   *
   * @return as {@link #done()}
   */
  @CanIgnoreReturnValue // it stops without being waited for too
  public Mono<CampaignProgress> stop() {
    dialling.stop();
    return done();
  }

  /**
   * {@return where the campaign stands when the run has ended: every lead has an end, or is held,
   * or is placed with the end of its call not read in the time given; or after {@link #stop()}.
   * Leads that are loaded, released or told of by {@linkplain CampaignCallbacks callbacks} before
   * then are dialled too; what comes later is for the next run. An error where the ledger cannot be
   * used ({@link LedgerException}), the account is refused ({@link io.dialflux.error.ApiException}
   * of status 401), an access token is ({@link io.dialflux.error.NotSentException} for its
   * credentials) or the client is closed; all creates have ended then too. Cancelling changes
   * nothing for the run}
   */
  public Mono<CampaignProgress> done() {
    return dialling.done();
  }

  @Override
  public String toString() {
    return "CampaignRun[" + dialling.name() + "]";
  }
}
