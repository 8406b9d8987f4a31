package io.dialflux.callback;

import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * Answers Twilio's callbacks: as routes of a Reactor Netty server, or as a function of the request
 * for any other server. Immutable; an option returns a new object.
 *
 * <pre>{@code
 * Callbacks callbacks =
 *     Callbacks.signedBy(SignatureValidator.of(authToken)).publicUrl(URI.create("https://example.com"));
 * callbacks.server().port(8080).route(callbacks.routes("/status", event -> ledger.save(event)));
 * }</pre>
 *
 * <p><b>What a 2xx says.</b> An event is acknowledged when the handler's {@code Mono} has completed
 * and not before, so none that was acknowledged can be lost: what the handler wrote down before it
 * completed stays. A handler that fails, or is not done {@link #acceptWithin} its time (then it is
 * cancelled), is answered 503, so that no callback of Twilio's ever hangs.
 *
 * <p>Such an event Twilio sends again, if it was asked to: a callback's URL that ends with {@code
 * #rc=5&rp=all} is tried up to six times, but for 15 seconds at most: three times where each takes
 * 5 seconds. By default only a failed connection is tried twice. A handler that was cancelled may
 * have done its work all the same, and Twilio itself may send an event twice. So handlers take the
 * same event more than once, and {@linkplain CallWatcher polling} or a listing finds what never
 * came.
 *
 * <p>A request with a wrong signature is answered 403 and reaches no handler; why is logged at
 * {@code WARN}, the first time and whenever the number of those has doubled. Nothing of a request's
 * content is logged but the call's SID.
 */
@CheckReturnValue
public final class Callbacks {
  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final SignatureValidator signatures;
  private final @Nullable String publicUrl;
  private final int maxBodyBytes;
  private final BodyBudget bodies;
  private final Duration acceptWithin;
  private final Scheduler scheduler;
  private final Refusals refusals;

  private Callbacks(
      SignatureValidator signatures,
      @Nullable String publicUrl,
      int maxBodyBytes,
      BodyBudget bodies,
      Duration acceptWithin,
      Scheduler scheduler,
      Refusals refusals) {
    this.signatures = signatures;
    this.publicUrl = publicUrl;
    this.maxBodyBytes = maxBodyBytes;
    this.bodies = bodies;
    this.acceptWithin = acceptWithin;
    this.scheduler = scheduler;
    this.refusals = refusals;
  }

  /**
   * Callbacks that are signed with one of the validator's auth tokens or SharedKeys.
   *
   * @param signatures the only judge of who sent a request
   * @return callbacks with every option at its default
   */
  public static Callbacks signedBy(SignatureValidator signatures) {
    return new Callbacks(
        Objects.requireNonNull(signatures, "signatures"),
        null,
        64 * 1024,
        new BodyBudget(16 * 1024 * 1024),
        Duration.ofSeconds(5),
        Schedulers.parallel(),
        new Refusals());
  }

  /**
   * Where Twilio finds this server, if a proxy or tunnel stands between: it signs the URL that it
   * requested. What stands before the path of a request is replaced by this.
   *
   * @param url scheme, host, port if there is one, and what the proxy takes from the path; if not
   *     given, the scheme of the connection and the {@code Host} header stand, which is what the
   *     sender wrote there
   * @return callbacks at this address
   */
  public Callbacks publicUrl(URI url) {
    Objects.requireNonNull(url, "url");
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (!http && !"https".equalsIgnoreCase(url.getScheme())
        || url.getRawAuthority() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "url must be an absolute http or https URL without query and fragment");
    }
    String text = url.toString();
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return with(base, maxBodyBytes, bodies, acceptWithin, scheduler);
  }

  /**
   * The largest body that is read. A larger one is answered 413 as soon as that is known.
   *
   * @param most 1 to 16,777,216; 65,536 if not given
   * @return callbacks with this bound
   */
  public Callbacks maxBodyBytes(int most) {
    if (most < 1 || most > 16 * 1024 * 1024) {
      throw new IllegalArgumentException("most must be 1 to 16777216");
    }
    return with(publicUrl, most, bodies, acceptWithin, scheduler);
  }

  /**
   * The most that the bodies of all requests hold in memory until they are answered, over all
   * routes of these callbacks and of those made from them by other options. A request that would
   * need more is answered 503, and its connection is closed.
   *
   * @param most at least 1; 16,777,216 if not given. A body that is larger is never read, whatever
   *     {@link #maxBodyBytes} is
   * @return callbacks with a bound of their own
   */
  public Callbacks maxUnansweredBytes(long most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return with(publicUrl, maxBodyBytes, new BodyBudget(most), acceptWithin, scheduler);
  }

  /**
   * How long a handler may take; then it is cancelled and Twilio is answered 503. A route counts
   * what it waited for the request's body too, and answers 408 where that does not come.
   *
   * @param time 1 millisecond to 15 seconds, which is when Twilio hangs up; 5 seconds if not given
   * @return callbacks with this bound
   */
  public Callbacks acceptWithin(Duration time) {
    Objects.requireNonNull(time, "time");
    if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("time must be 1 millisecond to 15 seconds");
    }
    return with(publicUrl, maxBodyBytes, bodies, time, scheduler);
  }

  /**
   * Where the handler's time is counted. For tests in virtual time.
   *
   * @param scheduler {@link Schedulers#parallel()} if not given
   * @return callbacks with this scheduler
   */
  public Callbacks scheduler(Scheduler scheduler) {
    Objects.requireNonNull(scheduler, "scheduler");
    return with(publicUrl, maxBodyBytes, bodies, acceptWithin, scheduler);
  }

  private Callbacks with(
      @Nullable String publicUrl,
      int maxBodyBytes,
      BodyBudget bodies,
      Duration acceptWithin,
      Scheduler scheduler) {
    return new Callbacks(
        signatures, publicUrl, maxBodyBytes, bodies, acceptWithin, scheduler, refusals);
  }

  /**
   * A server with the time-outs that a public one needs, for these callbacks' routes: it closes a
   * connection on which a request's head is not complete {@link #acceptWithin} the time after it
   * was opened or after the head's first byte, and one on which no request came for a minute.
   * Bodies have their time-out in the routes.
   *
   * <p>A route knows of a request when its head is complete, so it cannot do this: on another
   * server, a client that sends half a head keeps its connection for ever, unless a proxy before it
   * has such time-outs. {@code HttpServer.idleTimeout} closes only those that send nothing; {@code
   * readTimeout} and {@code requestTimeout} begin with the body.
   *
   * @return HTTP/1.1, to be given a port and routes; more options may be set, as for TLS
   */
  public HttpServer server() {
    return CallbackServer.of(acceptWithin);
  }

  /**
   * A route for callbacks that want no answer: of progress, machine detection and recordings.
   *
   * <p>Unlike other routes it takes all methods, to answer 405 to those it does not know.
   *
   * @param path the whole path as on the wire, {@code /status}; queries are not compared
   * @param handler called once for each signed request, on an event loop's thread, which it must
   *     not block; completes when the event is safe
   * @return to be given to {@code HttpServer.route}, or applied to routes that have others
   */
  public Consumer<HttpServerRoutes> routes(
      String path, Function<? super CallEvent, Mono<Void>> handler) {
    return new CallbackRoute(this, path, quiet(handler));
  }

  /**
   * A route for a call's {@code Url}, where Twilio asks what the call is to do.
   *
   * @param path the whole path as on the wire, {@code /answer}; queries are not compared
   * @param handler as in {@link #routes}, with the TwiML to answer; if it gives none, the answer is
   *     204 and has no body
   * @return to be given to {@code HttpServer.route}, or applied to routes that have others
   */
  public Consumer<HttpServerRoutes> instructions(
      String path, Function<? super CallEvent, Mono<String>> handler) {
    return new CallbackRoute(this, path, handler);
  }

  /**
   * {@link #routes} for any server: what to answer to one request.
   *
   * @param request as it was received
   * @param handler called once for each subscription, if the request is signed and can be read
   * @return the answer, never empty and never an error; the handler is called when it is subscribed
   *     to
   */
  public Mono<CallbackAnswer> receive(
      CallbackRequest request, Function<? super CallEvent, Mono<Void>> handler) {
    return instruct(request, quiet(handler));
  }

  /**
   * {@link #instructions} for any server: what to answer to one request.
   *
   * @param request as it was received
   * @param handler called once for each subscription, if the request is signed and can be read
   * @return the answer, never empty and never an error; the handler is called when it is subscribed
   *     to
   */
  public Mono<CallbackAnswer> instruct(
      CallbackRequest request, Function<? super CallEvent, Mono<String>> handler) {
    return instruct(request, handler, acceptWithin);
  }

  /** For a request that some of the time has gone by for. */
  Mono<CallbackAnswer> instruct(
      CallbackRequest request,
      Function<? super CallEvent, Mono<String>> handler,
      Duration timeLeft) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(handler, "handler");
    return Mono.defer(() -> answer(request, handler, timeLeft));
  }

  private static Function<CallEvent, Mono<String>> quiet(
      Function<? super CallEvent, Mono<Void>> handler) {
    Objects.requireNonNull(handler, "handler");
    return event -> handler.apply(event).then(Mono.empty());
  }

  private Mono<CallbackAnswer> answer(
      CallbackRequest received,
      Function<? super CallEvent, Mono<String>> handler,
      Duration timeLeft) {
    CallbackRequest request = publicUrl == null ? received : received.at(publicUrl);
    int refusal = refusal(request.method(), request.body().length);
    if (refusal != 0) {
      return Mono.just(CallbackAnswer.of(refusal));
    }
    SignatureVerdict verdict = signatures.judge(request);
    if (verdict != SignatureVerdict.VALID) {
      refusals.add(verdict);
      return Mono.just(CallbackAnswer.of(403));
    }
    CallEvent event;
    try {
      event = CallEvent.of(request);
    } catch (IllegalArgumentException ofNoCall) {
      return Mono.just(CallbackAnswer.of(400));
    }
    return handled(event, handler, timeLeft);
  }

  private Mono<CallbackAnswer> handled(
      CallEvent event, Function<? super CallEvent, Mono<String>> handler, Duration timeLeft) {
    return Mono.defer(() -> handler.apply(event))
        .map(CallbackAnswer::ofTwiml)
        .defaultIfEmpty(CallbackAnswer.of(204))
        .timeout(timeLeft, scheduler)
        .onErrorResume(e -> Mono.just(notAccepted(event, e)));
  }

  /** An exception's message may repeat what is personal; its type does not. */
  private static CallbackAnswer notAccepted(CallEvent event, Throwable error) {
    LOG.warn("{} was not accepted: {}", event, error.getClass().getName());
    return CallbackAnswer.of(503);
  }

  /** The status for a request that is refused without a look at it, or else 0. */
  int refusal(String method, long bodyBytes) {
    if (!method.equals("GET") && !method.equals("POST")) {
      return 405;
    }
    return bodyBytes > maxBodyBytes ? 413 : 0;
  }

  ReceivedBody newBody() {
    return new ReceivedBody(bodies, maxBodyBytes);
  }

  boolean hasPublicUrl() {
    return publicUrl != null;
  }

  Duration acceptWithin() {
    return acceptWithin;
  }

  Scheduler scheduler() {
    return scheduler;
  }
}
