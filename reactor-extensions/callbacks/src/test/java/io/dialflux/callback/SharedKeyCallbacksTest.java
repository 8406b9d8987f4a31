package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.HttpMethod;
import io.dialflux.call.StatusCallbackEvent;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.SimulatorBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServerResponse;

/** With the webhooks of a simulated Twilio that signs with a SharedKey, over real connections. */
class SharedKeyCallbacksTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String ACCOUNT = Simulator.DEFAULT_ACCOUNT_SID;

  @ParameterizedTest
  @CsvSource({"HMAC_SHA256, POST", "HMAC_SHA256, GET", "HMAC_SHA1, POST", "HMAC_SHA1, GET"})
  void eventsThatAreSignedWithASharedKeyAreTold(String algorithm, HttpMethod method) {
    Callbacks callbacks =
        Callbacks.signedBy(
            SignatureValidator.of("another token").sharedKey("k0", "old").sharedKey("k1", "new"));
    CallEvents events = CallEvents.buffering(64);
    try (Simulator twilio = twilio().sharedKey(ACCOUNT, "k1", "new", algorithm).start();
        CallsClient calls = client(twilio)) {
      DisposableServer server = serve(callbacks, events, new LinkedBlockingQueue<>());
      String sid = create(calls, server, method);
      List<CallEvent> told =
          events.flux().takeUntil(SharedKeyCallbacksTest::isOver).collectList().block(LONG);
      assertThat(told).isNotEmpty().allMatch(event -> event.callSid().equals(sid));
      server.disposeNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"k2, new", "k1, other"})
  void whatIsSignedWithAnotherKeyIsForbidden(String id, String secret) throws InterruptedException {
    // the auth token is the account's own, and does not count beside the header
    SignatureValidator signatures =
        SignatureValidator.of(Simulator.DEFAULT_AUTH_TOKEN).sharedKey("k1", "new");
    BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    try (Simulator twilio = twilio().sharedKey(ACCOUNT, id, secret).start();
        CallsClient calls = client(twilio)) {
      DisposableServer server =
          serve(Callbacks.signedBy(signatures), CallEvents.buffering(64), answers);
      create(calls, server, HttpMethod.POST);
      assertThat(answers.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(403);
      server.disposeNow();
    }
  }

  private static boolean isOver(CallEvent event) {
    return event.callStatus() != null && event.callStatus().isTerminal();
  }

  private static SimulatorBuilder twilio() {
    return Simulator.builder()
        .callsPerSecond(1_000)
        .clockSpeed(200)
        .outcomes(Outcomes.allCompleted());
  }

  private static CallsClient client(Simulator twilio) {
    return CallsClient.builder()
        .credentials(Credentials.authToken(ACCOUNT, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(twilio.baseUrl())
        .build();
  }

  private static DisposableServer serve(
      Callbacks callbacks, CallEvents events, BlockingQueue<Integer> answers) {
    return callbacks
        .server()
        .host("127.0.0.1")
        .route(callbacks.routes("/status", events::accept))
        .mapHandle(
            (handled, connection) ->
                handled.doOnSuccess(
                    done -> answers.add(((HttpServerResponse) connection).status().code())))
        .bindNow();
  }

  private static String create(CallsClient calls, DisposableServer server, HttpMethod method) {
    URI url = URI.create("http://127.0.0.1:" + server.port() + "/status?attempt=a%201");
    CallTemplate template =
        CallTemplate.from("+15552223333")
            .twiml("<Response/>")
            .statusCallback(url, StatusCallbackEvent.values())
            .statusCallbackMethod(method);
    return calls.create(template.to("+15558675310")).map(Call::sid).block(LONG);
  }
}
