package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The five operations of Twilio's Calls API, reactive and non-blocking. Thread-safe; one client
 * serves an application. An interface, so that it can be mocked.
 *
 * <p>Every {@link Mono} and {@link Flux} here is cold: nothing is sent before subscription, and
 * each subscription sends anew. Results come on a thread of Reactor Netty's event loop, which must
 * not be blocked. Arguments are checked at once: an {@link IllegalArgumentException} names the
 * parameter. Errors are {@link io.dialflux.error.CallsException}s, told apart by type, each with an
 * {@link io.dialflux.error.Outcome} that says whether a phone may have rung.
 *
 * <p>Cancelling closes the connection that a request is under way on. A create that is cancelled
 * after it was written may ring a phone all the same, and nobody is told its result.
 */
public interface CallsClient extends AutoCloseable {

  /** Starts a client; only its credentials must be given. */
  static CallsClientBuilder builder() {
    return new CallsClientBuilder();
  }

  /**
   * A client by Twilio's variables: {@code TWILIO_ACCOUNT_SID} with {@code TWILIO_AUTH_TOKEN}, or
   * with {@code TWILIO_API_KEY} and {@code TWILIO_API_SECRET}; {@code TWILIO_REGION} and {@code
   * TWILIO_EDGE} if set.
   *
   * @throws IllegalStateException naming the variable that is missing
   */
  static CallsClient fromEnvironment() {
    return Environment.client(System.getenv());
  }

  /**
   * Places a phone call: every subscription is one call, so {@code retry}, {@code repeat} and a
   * second subscriber each ring the phone again.
   *
   * <p>Without an error the call is queued at Twilio. The client itself sends the request again
   * only where it is proven that Twilio did not process it (429, or not one byte written), within
   * the {@link RetryPolicy}; after any other failure the outcome is {@code UNKNOWN} and a call may
   * exist.
   *
   * @return the call as Twilio accepted it, mostly {@code queued}
   */
  Mono<Call> create(CreateCall call);

  /**
   * Reads one call. Right after its creation Twilio may not know it yet.
   *
   * @param callSid CA and 32 hexadecimal digits
   */
  Mono<Call> fetch(String callSid);

  /**
   * Changes a call under way. Ending or limiting it may be sent again after a failure; an update
   * that redirects is sent again only where it is proven that Twilio did not process it.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @return the call after the change
   */
  Mono<Call> update(String callSid, UpdateCall update);

  /**
   * Deletes the record of a call that has ended, and its events. Completes without a value, because
   * Twilio's answer (204) has no body. A 404 after a try that got no answer means that it is done.
   *
   * @param callSid CA and 32 hexadecimal digits
   */
  Mono<Void> delete(String callSid);

  /**
   * Lists calls, newest first. Pages are fetched as calls are requested: none without demand, one
   * for the first call, the next when a call is requested and the page is used up. An empty page is
   * not the end.
   *
   * <p>A page that fails is tried again within the {@link RetryPolicy}; then the error is a {@link
   * io.dialflux.error.ListingInterruptedException} with the place to go on at.
   */
  Flux<Call> list(CallFilter filter);

  /**
   * Goes on with a listing.
   *
   * @throws IllegalArgumentException if the token leads to another host or account
   */
  Flux<Call> list(PageToken token);

  /** As {@link #list(CallFilter)}, page by page: one is fetched for each requested. */
  Flux<CallPage> pages(CallFilter filter);

  /**
   * Goes on with a listing, page by page.
   *
   * @throws IllegalArgumentException if the token leads to another host or account
   */
  Flux<CallPage> pages(PageToken token);

  /**
   * A view for another account, mostly a subaccount: same credentials, same connections.
   *
   * @param accountSid AC and 32 hexadecimal digits
   */
  CallsClient account(String accountSid);

  /** A view with another policy for repetition: same connections. */
  CallsClient retry(RetryPolicy policy);

  /**
   * Loads what the first request would otherwise wait for: event loops, native libraries, TLS and
   * the resolver. Opens no connection and sends nothing.
   */
  Mono<Void> warmup();

  /**
   * Lets no new request in, lets those under way end, then closes the connections. The views of a
   * client share its connections and are closed with it. Cold: begins when subscribed to.
   */
  Mono<Void> closeGracefully();

  /**
   * As {@link #closeGracefully()} without telling when it is done. Does not block and interrupts no
   * request. A request after it fails with {@link io.dialflux.error.NotSentException}.
   */
  @Override
  void close();
}
