package io.dialflux.programs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/** A mock whose answers belong to their requests: they echo what was asked for. */
final class EchoingMock {
  private static final String CALLS = "/2010-04-01/Accounts/{account}/Calls";
  private static final String NEW = "CA0123456789abcdef0123456789abcdef";

  private EchoingMock() {}

  public static void main(String[] args) {
    serve(8080).onDispose().block();
  }

  static DisposableServer serve(int port) {
    return HttpServer.create()
        .port(port)
        .route(
            routes ->
                routes
                    .post(
                        CALLS + ".json", (create, out) -> out.status(201).sendString(call(create)))
                    .get(CALLS + "/{sid}.json", (fetch, out) -> out.sendString(known(fetch))))
        .bindNow();
  }

  // tag::echo[]
  /** Answers a create with the account that was asked and the number that was to be called. */
  static Mono<String> call(HttpServerRequest create) {
    return create.receive().aggregate().asString().map(form -> json(create, NEW, to(form)));
  }

  /** Answers a fetch with the call that was asked for. */
  static Mono<String> known(HttpServerRequest fetch) {
    return Mono.just(json(fetch, fetch.param("sid"), "client:anna"));
  }

  static String json(HttpServerRequest request, String sid, String to) {
    return "{\"sid\":\"%s\",\"account_sid\":\"%s\",\"to\":\"%s\",\"status\":\"queued\"}"
        .formatted(sid, request.param("account"), to);
  }

  // end::echo[]

  private static String to(String form) {
    String encoded = form.replaceFirst("(?:.*&)?To=([^&]*).*", "$1");
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
