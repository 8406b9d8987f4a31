package io.dialflux;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CollectedPage;
import io.dialflux.call.CreateCall;
import io.dialflux.call.LoggedRequest;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collector;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The operations of Twilio's Calls API, reactive and non-blocking. Thread-safe; one client serves
 * an application. An interface, so that it can be mocked.
 *
 * <p>Every {@link Mono} and {@link Flux} here is cold: nothing is sent before subscription, and
 * each subscription sends anew. Results come on a thread of Reactor Netty's event loop, which must
 * not be blocked; an error of a request that was not sent may come on the subscriber's own or the
 * {@linkplain CallsClientBuilder#scheduler scheduler}'s. Arguments are checked at once: an {@link
 * IllegalArgumentException} names the parameter, and null is a {@link NullPointerException}. Errors
 * are {@link io.dialflux.error.CallsException}s, told apart by type, each with an {@link
 * io.dialflux.error.Outcome} that says whether a phone may have rung.
 *
 * <p>Cancelling closes the connection that a request is under way on. A create that is cancelled
 * after it was written may ring a phone all the same, and nobody is told its result.
 */
@CheckReturnValue
public interface CallsClient extends AutoCloseable {

  /**
   * {@return the options of a client, each with its default; only the credentials must be given}
   */
  static CallsClientBuilder builder() {
    return new CallsClientBuilder();
  }

  /**
   * A client by Twilio's variables: {@code TWILIO_ACCOUNT_SID} with {@code TWILIO_AUTH_TOKEN}, or
   * with {@code TWILIO_API_KEY} and {@code TWILIO_API_SECRET}; {@code TWILIO_REGION} and {@code
   * TWILIO_EDGE} if set. A blank variable is as one that is not set.
   *
   * @return a client with every other option at its default
   * @throws IllegalStateException naming the variable that is missing
   * @throws IllegalArgumentException naming what a variable does not fit
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
   * @param call whom to call and what to say
   * @return the call as Twilio accepted it, mostly {@code queued}; never empty. An answer of
   *     another account or another callee is an {@link
   *     io.dialflux.error.UnreadableResponseException}
   */
  Mono<Call> create(CreateCall call);

  /**
   * Reads one call. Right after its creation Twilio may not know it yet, and answers 404.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @return the call as it stands; never empty: a call that does not exist is an {@link
   *     io.dialflux.error.ApiException} of status 404
   */
  Mono<Call> fetch(String callSid);

  /**
   * Changes a call under way. Ending or limiting it may be sent again after a failure; an update
   * that redirects is sent again only where it is proven that Twilio did not process it.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @param update what is to change
   * @return the call after the change; never empty
   */
  Mono<Call> update(String callSid, UpdateCall update);

  /**
   * Deletes the record of a call that has ended, and its events. Completes without a value, because
   * Twilio's answer (204) has no body. A 404 after a try that got no answer means that it is done.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @return completes once Twilio has deleted it
   */
  Mono<Void> delete(String callSid);

  /**
   * Lists calls, newest first. Pages are fetched as calls are requested: none without demand, one
   * for the first call, the next when a call is requested and the page is used up. An empty page is
   * not the end.
   *
   * <p>A page that fails is tried again within the {@link RetryPolicy}; then the error is a {@link
   * io.dialflux.error.ListingInterruptedException} with the place to go on at. A page that names
   * another {@code uri} than the one requested has failed too; if it does so behind calls that were
   * delivered already, the list ends at once. Cancelling stops a page that is being read.
   *
   * <p><img src="doc-files/list.svg" alt="Pages fetched: none without demand, one for the first
   * call, no other while its calls last, then the next, and past an empty page the one after it">
   *
   * @param filter which calls, and how many a page
   * @return the calls; each subscription reads them anew, from the first page
   */
  Flux<Call> list(CallFilter filter);

  /**
   * Goes on with a listing, as {@link #list(CallFilter)} does: with the filter and page size that
   * the token holds.
   *
   * @param token of {@link CallPage#next()}, {@link
   *     io.dialflux.error.ListingInterruptedException#resumeAt()} or {@link PageToken#parse}
   * @return the calls from that page on
   * @throws IllegalArgumentException if the token leads to another host or account
   */
  Flux<Call> list(PageToken token);

  /**
   * Lists calls as {@link #list(CallFilter)} does, page by page: one is fetched for each requested.
   *
   * <p><img src="doc-files/pages.svg" alt="One page is fetched for each requested, one after the
   * other; an empty page is one too">
   *
   * @param filter which calls, and how many a page
   * @return the pages, also empty ones
   */
  Flux<CallPage> pages(CallFilter filter);

  /**
   * Goes on with a listing, page by page.
   *
   * @param token of {@link CallPage#next()}, {@link
   *     io.dialflux.error.ListingInterruptedException#resumeAt()} or {@link PageToken#parse}
   * @return the pages from that one on
   * @throws IllegalArgumentException if the token leads to another host or account
   */
  Flux<CallPage> pages(PageToken token);

  /**
   * As {@link #pages(PageToken)}, but of the calls only what a collector makes of them is kept. A
   * client of {@link #builder()} lends each call to it as soon as it was read, so that a page needs
   * no memory for its calls, nor time to decode them; any other, such as a mock, when the page is
   * there.
   *
   * <pre>{@code
   * Flux<CollectedPage<Long>> sizes = calls.pages(PageToken.first(filter), Collectors.counting());
   * }</pre>
   *
   * @param token where the first page is; it is read from its beginning
   * @param collector its functions run on the client's event loops and must not block; what they
   *     throw ends the listing. What it is given is lent until its accumulator returns. Its
   *     combiner is not used, and its result is never null. Each try at a page has a container of
   *     its own
   * @param <R> what it makes of a page
   * @return the pages, as they are asked for
   * @throws IllegalArgumentException if the token leads to another host or account
   */
  default <R> Flux<CollectedPage<R>> pages(
      PageToken token, Collector<? super CallBytes, ?, R> collector) {
    Objects.requireNonNull(collector, "collector");
    return pages(token)
        .map(
            page ->
                CollectedPage.of(
                    page.calls().stream().map(CallBytes::of).collect(collector), page.next()));
  }

  /**
   * Reads what Twilio keeps of the requests around one call: the create that placed it, with its
   * parameters, and the webhooks sent. There is nothing before about 15 minutes after the call's
   * end.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @return the first page of events, 50 at most; empty while Twilio has none
   */
  default Flux<LoggedRequest> events(String callSid) {
    return Flux.error(new UnsupportedOperationException("events"));
  }

  /**
   * {@return the account whose calls this client works on, AC and 32 hexadecimal digits}
   *
   * @throws UnsupportedOperationException by an implementation that has none, such as a mock
   */
  default String accountSid() {
    throw new UnsupportedOperationException("accountSid");
  }

  /**
   * A view for another account, mostly a subaccount: same credentials, same connections. Cheap:
   * make one whenever one is needed, and do not close it.
   *
   * @param accountSid AC and 32 hexadecimal digits
   * @return a client whose operations are on that account's calls
   */
  CallsClient account(String accountSid);

  /**
   * A view with another policy for repetition: same connections. Cheap, and not to be closed.
   *
   * @param policy {@link RetryPolicy#none()} where the caller owns every repetition
   * @return a client that repeats by that policy
   */
  CallsClient retry(RetryPolicy policy);

  /**
   * A view whose operations, and each page of whose lists, take at most a time, as with {@link
   * CallsClientBuilder#operationTimeout}. Where the client has a shorter bound already, that one
   * stays. Cheap, and not to be closed.
   *
   * @param timeout at most a day
   * @return a client with this bound
   */
  CallsClient operationTimeout(Duration timeout);

  /**
   * {@return how long a request of this client waits for its answer to begin, and as long again for
   * its end; see {@link CallsClientBuilder#responseTimeout}} An implementation that has none, such
   * as a mock, tells the builder's default.
   */
  default Duration responseTimeout() {
    return Duration.ofSeconds(40);
  }

  /**
   * Loads what the first request would otherwise wait for: event loops, native libraries, TLS and
   * the resolver. Opens no connection and sends nothing.
   *
   * @return completes once all is loaded
   */
  Mono<Void> warmup();

  /**
   * Lets no new request in, lets those under way end, then closes the connections. The views of a
   * client share its connections and are closed with it. Cold: begins when subscribed to.
   *
   * @return completes once the last request has ended and the connections are closed
   */
  Mono<Void> closeGracefully();

  /**
   * As {@link #closeGracefully()} without telling when it is done. Does not block and interrupts no
   * request. A request after it fails with {@link io.dialflux.error.NotSentException}.
   */
  @Override
  void close();
}
