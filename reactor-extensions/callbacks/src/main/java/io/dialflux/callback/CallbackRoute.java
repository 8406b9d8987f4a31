package io.dialflux.callback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** {@link Callbacks} on a Reactor Netty server. */
final class CallbackRoute implements Consumer<HttpServerRoutes> {
  private final Callbacks callbacks;
  private final String path;
  private final Function<? super CallEvent, Mono<String>> handler;

  CallbackRoute(
      Callbacks callbacks, String path, Function<? super CallEvent, Mono<String>> handler) {
    if (!Objects.requireNonNull(path, "path").startsWith("/")) {
      throw new IllegalArgumentException("path must start with a slash");
    }
    this.callbacks = callbacks;
    this.path = path;
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  @Override
  public void accept(HttpServerRoutes routes) {
    routes.route(request -> path.equals(path(request.uri())), this::handle);
  }

  /** Not fullPath(), which decodes and fails where it cannot, also before other routes' turn. */
  private static String path(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? uri : uri.substring(0, question);
  }

  private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    int refusal = callbacks.refusal(request.method().name(), announced(request));
    return refusal == 0
        ? Mono.using(
            callbacks::newBody, body -> answered(request, body, response), ReceivedBody::release)
        : unread(response, refusal);
  }

  private Mono<Void> answered(
      HttpServerRequest request, ReceivedBody body, HttpServerResponse response) {
    return received(request, body)
        .elapsed(callbacks.scheduler())
        .flatMap(whole -> answer(request, whole.getT2(), Duration.ofMillis(whole.getT1())))
        .flatMap(answer -> send(response, answer))
        .onErrorResume(RefusedException.class, refused -> unread(response, refused.status()));
  }

  private Mono<CallbackAnswer> answer(HttpServerRequest request, byte[] body, Duration waited) {
    if (!callbacks.hasPublicUrl() && host(request).matches(".*[/?#@].*")) {
      return Mono.just(CallbackAnswer.of(400));
    }
    CallbackRequest received =
        CallbackRequest.of(
            request.method().name(), url(request), name -> header(request, name), body);
    return callbacks.instruct(received, handler, callbacks.acceptWithin().minus(waited));
  }

  private Mono<byte[]> received(HttpServerRequest request, ReceivedBody body) {
    return request
        .receive()
        .asByteArray()
        .doOnNext(body::append)
        .then(Mono.fromSupplier(body::whole))
        .timeout(callbacks.acceptWithin(), callbacks.scheduler())
        .onErrorMap(TimeoutException.class, late -> new RefusedException(408));
  }

  /** A host that anybody may send has no part in a URL that is known. */
  private String url(HttpServerRequest request) {
    return callbacks.hasPublicUrl()
        ? request.uri()
        : request.scheme() + "://" + host(request) + request.uri();
  }

  /** All values of a header, so that none of them hides another. */
  private static @Nullable String header(HttpServerRequest request, String name) {
    List<String> values = request.requestHeaders().getAll(name);
    return values.isEmpty() ? null : String.join(",", values);
  }

  private static String host(HttpServerRequest request) {
    return request.requestHeaders().get("Host", "");
  }

  /** What cannot be read as a length is told by the body itself. */
  private static long announced(HttpServerRequest request) {
    try {
      return Long.parseLong(request.requestHeaders().get("Content-Length", "0"));
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }

  private static Mono<Void> send(HttpServerResponse response, CallbackAnswer answer) {
    int status = answer.status();
    String twiml = answer.twiml();
    if (twiml == null) {
      return empty(response, status);
    }
    return response
        .status(status)
        .header("Content-Type", "text/xml; charset=utf-8")
        .sendByteArray(Mono.just(twiml.getBytes(StandardCharsets.UTF_8)))
        .then();
  }

  /** Closes the connection after the answer, so that nobody reads on what was refused. */
  private static Mono<Void> unread(HttpServerResponse response, int status) {
    response.keepAlive(false);
    return empty(status == 405 ? response.header("Allow", "GET, POST") : response, status);
  }

  private static Mono<Void> empty(HttpServerResponse response, int status) {
    response.status(status);
    return (status == 204 ? response : response.header("Content-Length", "0")).send();
  }
}
