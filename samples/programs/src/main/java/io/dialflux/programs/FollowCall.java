package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.callback.CallEvents;
import io.dialflux.callback.CallWatcher;
import io.dialflux.callback.Callbacks;
import io.dialflux.callback.SignatureValidator;
import java.net.URI;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Receives Twilio's callbacks, and follows one call to its end by them and by polling. */
final class FollowCall {
  private FollowCall() {}

  public static void main(String[] args) {
    String authToken = System.getenv("TWILIO_AUTH_TOKEN");
    URI publicUrl = URI.create("https://example.com"); // of a proxy or tunnel to port 8080
    CreateCall request =
        CallTemplate.from("+15552223333")
            .twiml("<Response><Say>Hello.</Say></Response>")
            .statusCallback(publicUrl.resolve("/status#rc=5&rp=all"))
            .to("+15558675310");
    // tag::callbacks[]
    CallEvents events = CallEvents.buffering(1_000); // so many may wait to be read
    Callbacks callbacks = Callbacks.signedBy(SignatureValidator.of(authToken)).publicUrl(publicUrl);
    // end::callbacks[]
    DisposableServer server = serve(callbacks, events, 8080);
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      System.out.println(follow(calls, request, events).block());
    }
    server.disposeNow();
  }

  static DisposableServer serve(Callbacks callbacks, CallEvents events, int port) {
    // tag::callbacks[]
    HttpServer server =
        callbacks.server().port(port).route(callbacks.routes("/status", events::accept));
    // end::callbacks[]
    return server.bindNow();
  }

  static Mono<Call> follow(CallsClient calls, CreateCall request, CallEvents events) {
    // tag::callbacks[]
    CallWatcher watcher = CallWatcher.with(calls).callbacks(events.flux());
    Mono<Call> ended = calls.create(request).flatMap(call -> watcher.end(call.sid()));
    // end::callbacks[]
    return ended;
  }
}
