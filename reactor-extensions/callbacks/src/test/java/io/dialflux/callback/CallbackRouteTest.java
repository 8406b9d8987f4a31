package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.scheduler.VirtualTimeScheduler;

/** On a server, with requests over real connections. */
class CallbackRouteTest {
  private static final Map<String, String> RINGING =
      Map.of("CallSid", Signed.SID, "CallStatus", "ringing", "SequenceNumber", "1");

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final CountDownLatch timed = new CountDownLatch(1);
  private final Queue<CallEvent> handled = new ConcurrentLinkedQueue<>();
  private final Callbacks callbacks =
      Callbacks.signedBy(SignatureValidator.of(Signed.TOKEN).sharedKey("k1", "secret"))
          .maxBodyBytes(1_000)
          .acceptWithin(Duration.ofMillis(500));
  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(
              routes -> {
                routes.get("/other", (request, response) -> response.status(418).send());
                callbacks.routes("/status", this::handle).accept(routes);
                callbacks
                    .routes("/failing", event -> Mono.error(new IllegalStateException()))
                    .accept(routes);
                callbacks.routes("/slow", event -> Mono.never()).accept(routes);
                callbacks
                    .scheduler(time)
                    .routes(
                        "/timed",
                        event -> Mono.never().then().doOnSubscribe(s -> timed.countDown()))
                    .accept(routes);
                callbacks.instructions("/answer", event -> Mono.just("<Response/>")).accept(routes);
                callbacks
                    .publicUrl(URI.create("https://example.com/twilio"))
                    .routes("/public", this::handle)
                    .accept(routes);
              })
          .bindNow();
  private final String base = "http://127.0.0.1:" + server.port();

  private record Answer(int status, String body, String allow, String connection) {}

  private Mono<Void> handle(CallEvent event) {
    return Mono.fromRunnable(() -> handled.add(event));
  }

  @AfterEach
  void close() {
    server.disposeNow();
  }

  private Answer post(String path) {
    return post(path, base + path, Signed.TOKEN);
  }

  private Answer post(String path, String signedUrl, String token) {
    return request(
        "POST",
        path,
        ByteBufFlux.fromString(Mono.just(Signed.form(RINGING))),
        Signed.signature(token, signedUrl, RINGING));
  }

  private Answer request(String method, String path, ByteBufFlux body, @Nullable String signature) {
    return requested(method, path, body, signature, null).block(Duration.ofSeconds(10));
  }

  private Mono<Answer> requested(
      String method,
      String path,
      ByteBufFlux body,
      @Nullable String signature,
      @Nullable String host) {
    return HttpClient.create()
        .headers(
            headers -> {
              headers.set("Content-Type", Signed.FORM);
              if (host != null) {
                headers.set("Host", host);
              }
              if (signature != null) {
                headers.set("x-twilio-signature", signature);
              }
            })
        .request(HttpMethod.valueOf(method))
        .uri(base + path)
        .send(body)
        .responseSingle(
            (response, bytes) ->
                bytes
                    .asString()
                    .defaultIfEmpty("")
                    .map(
                        text ->
                            new Answer(
                                response.status().code(),
                                text,
                                response.responseHeaders().get("Allow", ""),
                                response.responseHeaders().get("Connection", ""))));
  }

  private static ByteBufFlux empty() {
    return ByteBufFlux.fromString(Flux.empty());
  }

  @Test
  void aSignedCallbackIsHandled() {
    assertThat(post("/status?attempt=a%201&x=%2B").status()).isEqualTo(204);
    assertThat(handled).singleElement().extracting(e -> e.query("attempt")).isEqualTo("a 1");
  }

  @Test
  void aSignedGetIsHandled() {
    String path = "/status?CallSid=" + Signed.SID + "&CallStatus=completed";
    String signature = Signed.signature(Signed.TOKEN, base + path, Map.of());
    assertThat(request("GET", path, empty(), signature).status()).isEqualTo(204);
    assertThat(handled).hasSize(1);
  }

  @Test
  void behindAProxyThePublicUrlIsSigned() {
    assertThat(post("/public?a=1", "https://example.com/twilio/public?a=1", Signed.TOKEN).status())
        .isEqualTo(204);
    assertThat(post("/public?a=1").status()).isEqualTo(403);
    assertThat(handled).hasSize(1);
  }

  @Test
  void aWrongSignatureIsForbidden() {
    assertThat(post("/status", base + "/status", "other").status()).isEqualTo(403);
    assertThat(request("POST", "/status", empty(), null).status()).isEqualTo(403);
    assertThat(handled).isEmpty();
  }

  @Test
  void aSharedKeyIsFoundByTheSettingsHeader() throws IOException {
    String settings = "X-Twilio-Webhooks-Signature-Settings: key=k1,algorithm=HMAC_SHA256";
    assertThat(sharedKey(settings)).startsWith("HTTP/1.1 204 ");
    assertThat(sharedKey(settings.toLowerCase(Locale.ROOT).replace("hmac_sha", "HMAC_SHA")))
        .startsWith("HTTP/1.1 204 ");
    assertThat(sharedKey("X-Other: a")).startsWith("HTTP/1.1 403 ");
    assertThat(sharedKey(settings + "\r\n" + settings)).startsWith("HTTP/1.1 403 ");
    assertThat(sharedKey("X-Twilio-Webhooks-Signature-Settings:\r\n" + settings))
        .startsWith("HTTP/1.1 403 ");
    assertThat(sharedKey("X-Twilio-Webhooks-Signature-Settings:")).startsWith("HTTP/1.1 403 ");
  }

  private String sharedKey(String settings) throws IOException {
    String path = "/status?CallSid=" + Signed.SID + "&CallStatus=completed";
    String signature = Signed.signature("HmacSHA256", "secret", "http://a" + path, Map.of());
    return raw("GET " + path + " HTTP/1.1\r\nX-Twilio-Signature: " + signature + "\r\n" + settings);
  }

  @Test
  void anotherMethodIsToldWhatIsAllowed() {
    for (String method : new String[] {"PUT", "DELETE", "OPTIONS"}) {
      Answer answer = request(method, "/status", empty(), null);
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.allow()).isEqualTo("GET, POST");
    }
  }

  @Test
  void aBodyThatIsTooLargeIsNotReadToItsEnd() throws IOException {
    assertThat(raw("POST /status HTTP/1.1\r\nContent-Length: 1001")).startsWith("HTTP/1.1 413 ");
    ByteBufFlux endless =
        ByteBufFlux.fromString(Flux.just("b".repeat(1_001)).concatWith(Flux.never()));
    Answer answer = request("POST", "/status", endless, "x");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.connection()).isEqualToIgnoringCase("close");
    assertThat(handled).isEmpty();
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() {
    ByteBufFlux stuck = ByteBufFlux.fromString(Flux.just("CallSid=").concatWith(Flux.never()));
    assertThat(request("POST", "/status", stuck, "x").status()).isEqualTo(408);
  }

  @Test
  void aHandlerThatFailsOrHangsDoesNotLeaveTwilioWaiting() {
    assertThat(post("/failing").status()).isEqualTo(503);
    assertThat(post("/slow").status()).isEqualTo(503);
    assertThat(post("/status").status()).isEqualTo(204);
  }

  @Test
  void bodyAndHandlerHaveOneTime() throws InterruptedException {
    Sinks.One<String> body = Sinks.one();
    Mono<Answer> answer =
        requested(
                "POST",
                "/timed",
                ByteBufFlux.fromString(Flux.concat(Mono.just(""), body.asMono())),
                Signed.signature(Signed.TOKEN, base + "/timed", RINGING),
                null)
            .cache();
    answer.subscribe();
    while (time.getScheduledTaskCount() == 0) {
      Thread.sleep(1); // the server waits for the body
    }
    time.advanceTimeBy(Duration.ofMillis(400));
    body.tryEmitValue(Signed.form(RINGING));
    timed.await();
    time.advanceTimeBy(Duration.ofMillis(100));
    assertThat(answer.block(Duration.ofSeconds(5)).status()).isEqualTo(503);
  }

  @Test
  void aHostIsNoPartOfThePath() {
    Map<String, String> posts =
        Map.of(
            "/public", "https://example.com/twilio/other/public",
            "/status", "http://a/other/status");
    posts.forEach(
        (path, signed) -> {
          String signature = Signed.signature(Signed.TOKEN, signed, RINGING);
          ByteBufFlux body = ByteBufFlux.fromString(Mono.just(Signed.form(RINGING)));
          int status =
              requested("POST", path, body, signature, "a/other")
                  .block(Duration.ofSeconds(10))
                  .status();
          assertThat(status).as(path).isEqualTo(path.equals("/public") ? 403 : 400);
        });
    assertThat(handled).isEmpty();
  }

  @Test
  void thePathIsComparedAsItStands() throws IOException {
    assertThat(post("/st%61tus").status()).isEqualTo(404);
    assertThat(raw("GET /nowhere{|} HTTP/1.1")).startsWith("HTTP/1.1 404 ");
    assertThat(raw("GET /status?{|} HTTP/1.1")).startsWith("HTTP/1.1 403 ");
  }

  /** What a client would not let through. */
  private String raw(String line) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      String request = line + "\r\nHost: a\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void instructionsAreTwiml() {
    Answer answer = post("/answer");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<Response/>");
  }

  @Test
  void otherRoutesStayAsTheyAre() {
    assertThat(request("GET", "/other", empty(), null).status()).isEqualTo(418);
    assertThat(request("GET", "/nowhere", empty(), null).status()).isEqualTo(404);
    assertThat(request("GET", "/status/more", empty(), null).status()).isEqualTo(404);
  }
}
