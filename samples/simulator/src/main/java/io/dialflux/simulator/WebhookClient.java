package io.dialflux.simulator;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Sends webhooks as Twilio does: signed, and again when the target's policy says so. */
final class WebhookClient {
  private final HttpClient http;
  private final SimulatedClock clock;
  private final AccessLog log;
  private final long seed;
  private final AtomicLong tokens = new AtomicLong();

  WebhookClient(
      ConnectionProvider connections,
      LoopResources loops,
      SimulatedClock clock,
      AccessLog log,
      long seed) {
    this.http =
        HttpClient.create(connections)
            .runOn(loops)
            .disableRetry(true)
            .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "TwilioProxy/1.1"));
    this.clock = clock;
    this.log = log;
    this.seed = seed;
  }

  /** What makes a redelivered webhook recognisable. */
  String newIdempotencyToken() {
    return Sids.hex(Hash.of(~seed, tokens.incrementAndGet()));
  }

  private record Request(
      WebhookTarget target,
      String url,
      SortedMap<String, String> parameters,
      String signature,
      @Nullable String settings,
      String token) {}

  /**
   * @param failure as the policy for repetition names it, or nothing
   */
  private record Answer(int status, String contentType, String body, String failure) {
    static Answer none(Throwable e) {
      boolean unconnected =
          e instanceof ConnectException
              || e instanceof UnknownHostException
              || e instanceof SSLException;
      boolean slow = e instanceof ReadTimeoutException || e instanceof TimeoutException;
      return new Answer(0, "", "", unconnected ? "ct" : slow ? "rt" : "broken");
    }

    static Answer of(HttpClientResponse response, String body) {
      int status = response.status().code();
      String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
      return new Answer(status, type, body, status < 400 ? "" : status < 500 ? "4xx" : "5xx");
    }
  }

  /** Never fails: what went wrong is an exchange with status 0. */
  Mono<WebhookExchange> send(
      WebhookTarget target,
      SortedMap<String, String> parameters,
      WebhookSignature signature,
      String token) {
    String url = target.post() ? target.url() : withQuery(target.url(), form(parameters));
    String signed = signature.of(url, target.post() ? parameters : new TreeMap<>());
    Request request = new Request(target, url, parameters, signed, signature.settings(), token);
    return attempt(request, 0)
        .timeout(target.total())
        .onErrorResume(e -> Mono.just(exchange(request, Answer.none(e), 0)));
  }

  private Mono<WebhookExchange> attempt(Request request, int number) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return uncancelled(answer(request))
              .onErrorResume(e -> Mono.just(Answer.none(e)))
              .flatMap(answer -> judge(request, number, answer, System.nanoTime() - start));
        });
  }

  /**
   * An exchange ends by its answer, its time-outs or its connection's end: Reactor Netty may keep
   * the buffers of one that is cancelled, from another thread, while its answer is coming in.
   */
  private static <T> Mono<T> uncancelled(Mono<T> exchange) {
    return Mono.fromFuture(exchange::toFuture, true);
  }

  private Mono<WebhookExchange> judge(Request request, int number, Answer answer, long nanos) {
    WebhookTarget target = request.target;
    String outcome = answer.status > 0 ? Integer.toString(answer.status) : answer.failure;
    log.webhook(target.method(), target.url(), what(request.parameters), outcome, nanos);
    return number < target.retries() && target.repeats(answer.failure)
        ? attempt(request, number + 1)
        : Mono.just(exchange(request, answer, nanos));
  }

  private WebhookExchange exchange(Request request, Answer answer, long nanos) {
    return new WebhookExchange(
        request.target.method(),
        request.url,
        request.parameters,
        clock.millis(),
        answer.status,
        answer.contentType,
        answer.body,
        nanos / 1_000_000);
  }

  private static String what(Map<String, String> parameters) {
    return parameters.get("CallSid") + " " + parameters.getOrDefault("CallStatus", "");
  }

  private Mono<Answer> answer(Request request) {
    WebhookTarget target = request.target;
    HttpClient.RequestSender sender =
        http.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) target.connect().toMillis())
            .responseTimeout(target.read())
            .headers(headers -> head(headers, request))
            .request(HttpMethod.valueOf(target.method()))
            .uri(request.url);
    HttpClient.ResponseReceiver<?> receiver =
        target.post()
            ? sender.send(ByteBufFlux.fromString(Mono.just(form(request.parameters))))
            : sender;
    return receiver.responseSingle(
        (response, bytes) ->
            bytes.asString().defaultIfEmpty("").map(body -> Answer.of(response, body)));
  }

  private static void head(HttpHeaders headers, Request request) {
    headers.set("X-Twilio-Signature", request.signature);
    if (request.settings != null) {
      headers.set(WebhookSignature.SETTINGS, request.settings);
    }
    headers.set("I-Twilio-Idempotency-Token", request.token);
    if (request.target.post()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8");
    }
  }

  private static String form(Map<String, String> parameters) {
    StringJoiner form = new StringJoiner("&");
    parameters.forEach((name, value) -> form.add(encode(name) + "=" + encode(value)));
    return form.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String withQuery(String url, String query) {
    return url + (url.indexOf('?') < 0 ? "?" : "&") + query;
  }
}
