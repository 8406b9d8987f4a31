package io.dialflux.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A running local Twilio. It answers the Voice Calls API at {@link #baseUrl()} and what really rang
 * at {@link #oracle()}. All methods may be called from any thread.
 *
 * <p>For other languages the same is served as JSON outside Twilio's paths, without credentials:
 * {@code GET /simulator/state} and {@code /simulator/oracle} tell, {@code POST /simulator/clock},
 * {@code /simulator/faults}, {@code /simulator/faults/next} and {@code /simulator/accounts/AC…}
 * direct.
 *
 * <pre>{@code
 * try (Simulator twilio = Simulator.builder().seed(42).clockSpeed(60).start()) {
 *   // point a client at twilio.baseUrl()
 *   twilio.nextCreates(Fault.RESET_AFTER_PLACING);
 *   // create a call: the connection breaks, and yet
 *   twilio.oracle().rings("+15558675310"); // 1
 * }
 * }</pre>
 */
public final class Simulator implements AutoCloseable {
  /** The account that is there when the builder was given none. */
  public static final String DEFAULT_ACCOUNT_SID = "AC0123456789abcdef0123456789abcdef";

  /** The auth token of {@link #DEFAULT_ACCOUNT_SID}. */
  public static final String DEFAULT_AUTH_TOKEN = "token";

  private final Server server;
  private final Disposable parts;
  private final SimulatedTime time;
  private final Accounts accounts;
  private final Oracle oracle;
  private final FaultScript faults;
  private final WebhookScript webhookFaults;
  private final AccessTokens tokens;
  private final URI baseUrl;

  Simulator(
      Server server,
      Disposable parts,
      SimulatedTime time,
      Accounts accounts,
      Oracle oracle,
      FaultScript faults,
      WebhookScript webhookFaults,
      AccessTokens tokens) {
    this.server = server;
    this.parts = parts;
    this.accounts = accounts;
    this.webhookFaults = webhookFaults;
    this.time = time;
    this.oracle = oracle;
    this.faults = faults;
    this.tokens = tokens;
    this.baseUrl = URI.create("http://127.0.0.1:" + server.port());
  }

  /** {@return the options of a new simulator, each with its default} */
  public static SimulatorBuilder builder() {
    return new SimulatorBuilder();
  }

  /**
   * {@return where the API is served, as {@code http://127.0.0.1:PORT}, without a slash at the end}
   */
  public URI baseUrl() {
    return baseUrl;
  }

  /** {@return what rang so far, kept up to date} */
  public Oracle oracle() {
    return oracle;
  }

  /** {@return the time in the simulated world, to the millisecond} */
  public Instant now() {
    return Instant.ofEpochMilli(time.millis());
  }

  /**
   * Lets time pass at once: queues drain and calls live on as if they had waited for it. Webhooks
   * that became due are sent soon after this returns.
   *
   * @param by not negative
   */
  public void advance(Duration by) {
    time.advance(by);
  }

  /**
   * Changes how many times faster than the wall clock time passes; 0 stops it.
   *
   * @param speed 0 or more
   */
  public void clockSpeed(double speed) {
    time.speed(speed);
  }

  /**
   * Changes how many calls leave each account's queue per second of simulated time.
   *
   * @param rate more than 0, at most 1,000,000
   */
  public void callsPerSecond(double rate) {
    SimulatorBuilder.checkRate(rate);
    accounts.all().forEach(account -> account.calls().callsPerSecond(rate, time.millis()));
  }

  /**
   * Suspends an account or, with false, puts it back to work. While it is suspended, all its
   * requests, and those with its credentials, are refused with 20005.
   *
   * @param accountSid one of this simulator
   * @param suspended whether it is from now on
   */
  public void suspended(String accountSid, boolean suspended) {
    accounts.suspend(accountSid, suspended);
  }

  /**
   * Changes which share of requests fails how, from the next request on.
   *
   * @param faults {@link Faults#none()} to fail no more
   */
  public void faults(Faults faults) {
    this.faults.rates(faults);
  }

  /**
   * Adds to what happens to the next creates, one fault each, before any rate applies. A create
   * that is invalid anyway uses up its fault.
   *
   * @param faults in the order of the creates; {@link Fault#NONE} lets one pass
   */
  public void nextCreates(Fault... faults) {
    this.faults.nextCreates(List.of(faults));
  }

  /**
   * Like {@link #nextCreates}, for the next requests of any kind (but access tokens).
   *
   * @param faults in the order of the requests; {@link Fault#NONE} lets one pass
   */
  public void nextRequests(Fault... faults) {
    this.faults.nextRequests(List.of(faults));
  }

  /**
   * Changes which webhooks are sent, for calls to come, and how reliably, from now on.
   *
   * @param webhooks in place of the ones before
   */
  public void webhooks(Webhooks webhooks) {
    webhookFaults.webhooks(webhooks);
  }

  /**
   * Adds to what becomes of the next status callbacks, one fault each, in the order in which they
   * become due, before any rate applies; {@link WebhookFault#NONE} lets one pass.
   *
   * @param faults in the order in which callbacks become due
   */
  public void nextWebhooks(WebhookFault... faults) {
    webhookFaults.next(List.of(faults));
  }

  /** Makes all OAuth access tokens issued so far invalid. */
  public void revokeAccessTokens() {
    tokens.revoke();
  }

  /** {@return completes when the simulator is closed} */
  public Mono<Void> onClose() {
    return server.onClose();
  }

  /** Stops listening and closes all connections. Blocks for at most some seconds. */
  @Override
  public void close() {
    try {
      parts.dispose();
    } finally {
      server.close();
    }
  }
}
