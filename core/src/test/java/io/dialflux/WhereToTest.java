package io.dialflux;

import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.awaitTasks;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.RawServer.Door;
import io.dialflux.error.CallsException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The way to the server: proxy, TLS, resolver, the customiser, and what opens a connection. */
class WhereToTest {
  private static final Answer FOUND = RawServer.http(200, callJson(CALL));

  private static URI https(RawServer server) {
    return URI.create("https://" + Certificates.HOST + ":" + server.port());
  }

  private static Mono<InetAddress> loopback() {
    return Mono.fromCallable(InetAddress::getLoopbackAddress);
  }

  private static void assertNotSent(CallsException failure, Reason reason) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            NotSentException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  /** The host has no address: it is the proxy that resolves it, and TLS goes through to the end. */
  @ParameterizedTest
  @EnumSource
  void aProxyIsToldTheHostAndWhoAsks(ProxyKind proxy) {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (RawServer server = RawServer.answering(FOUND);
        CallsClient calls =
            client(URI.create("https://" + Certificates.HOST))
                .tls(Certificates.TRUSTING)
                .proxy(proxy.uri("an%3Ana:s3c%2F%3Aret", server.port()))
                .maxConnections(1)
                .build()) {
      server.door(proxy.to(Door.tls(Certificates.OF_HOST), asked));
      calls.fetch(CALL).block(LONG);
      calls.create(TEMPLATE.to(number(1))).block(LONG);

      assertThat(asked).containsExactly("an:na:s3c/:ret " + Certificates.HOST + ":443");
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(r -> assertThat(r.headers()).doesNotContainKey("proxy-authorization"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutTlsTheRequestFollowsOnceTheProxyIsThrough(ProxyKind proxy) {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (RawServer server = RawServer.answering(FOUND);
        CallsClient calls = plainThrough(proxy, server)) {
      server.door(proxy.to(Door.plain(), asked));
      calls.create(TEMPLATE.to(number(1))).block(LONG);
      calls.fetch(CALL).block(LONG);
      assertThat(asked).containsExactly("anna:secret " + Certificates.HOST + ":80");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAProxyRefusesIsNotSent(ProxyKind proxy) {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (RawServer server = RawServer.answering(FOUND);
        CallsClient calls = plainThrough(proxy, server)) {
      server.door(proxy.refusing(asked));
      assertNotSent(failureOf(calls.create(TEMPLATE.to(number(1)))), Reason.CONNECT);
      calls.closeGracefully().block(LONG);
      server.awaitNoConnections();
      assertThat(asked).hasSize(4).allMatch(a -> a.startsWith("anna:secret"));
      assertThat(server.requests()).isEmpty();
    }
  }

  private static CallsClient plainThrough(ProxyKind proxy, RawServer server) {
    return client(URI.create("http://" + Certificates.HOST))
        .proxy(proxy.uri("anna:secret", server.port()))
        .maxConnections(1)
        .build();
  }

  @Test
  void aProxyThatSaysNothingIsNotWaitedForLongerThanAConnection() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CallsClient calls =
            client(URI.create("http://" + Certificates.HOST))
                .proxy(URI.create("socks5://127.0.0.1:" + deaf.getLocalPort()))
                .connectTimeout(Duration.ofMillis(200))
                .build()) {
      assertNotSent(failureOf(calls.create(TEMPLATE.to(number(1)))), Reason.CONNECT);
    }
  }

  @Test
  void hostNamesAreVerifiedWithThePlatformsTrustToo(@TempDir Path folder) {
    Certificates.trustedByThePlatform(
        folder,
        () -> {
          try (RawServer server = RawServer.answering(FOUND);
              CallsClient calls = client(https(server)).resolver(host -> loopback()).build()) {
            server.door(Door.tls(Certificates.OF_OTHER_HOST));
            assertNotSent(failureOf(calls.create(TEMPLATE.to(number(1)))), Reason.TLS);
            assertThat(server.requests()).isEmpty();

            server.door(Door.tls(Certificates.OF_HOST));
            calls.create(TEMPLATE.to(number(1))).block(LONG);
            assertThat(server.requests()).hasSize(1);
          }
        });
  }

  /** So that it is for its name that it is refused elsewhere. */
  @Test
  void theOtherHostsCertificateIsGoodForTheOtherHost() {
    try (RawServer server = RawServer.answering(FOUND);
        CallsClient calls =
            client(URI.create("https://" + Certificates.OTHER_HOST + ":" + server.port()))
                .tls(Certificates.TRUSTING)
                .resolver(host -> loopback())
                .build()) {
      server.door(Door.tls(Certificates.OF_OTHER_HOST));
      calls.create(TEMPLATE.to(number(1))).block(LONG);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aCertificateIsNotTrustedForBeingThere() {
    try (RawServer server = RawServer.answering(FOUND);
        CallsClient calls = client(https(server)).resolver(host -> loopback()).build()) {
      server.door(Door.tls(Certificates.OF_HOST));
      assertNotSent(failureOf(calls.create(TEMPLATE.to(number(1)))), Reason.TLS);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void theResolverIsAskedForTheHostOncePerConnection() {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (RawServer server = RawServer.answering(FOUND, RawServer.thenClose(FOUND), FOUND);
        CallsClient calls =
            client(URI.create("http://" + Certificates.HOST + ":" + server.port()))
                .maxConnections(1)
                .resolver(
                    host -> {
                      asked.add(host);
                      return loopback();
                    })
                .build()) {
      calls.fetch(CALL).block(LONG);
      calls.fetch(CALL).block(LONG);
      server.awaitNoConnections();
      calls.fetch(CALL).block(LONG);
      assertThat(asked).containsExactly(Certificates.HOST, Certificates.HOST);
    }
  }

  /** Redirects, repetition, HTTP/2 and compression are the library's own business. */
  @Test
  void theCustomiserCannotUndoWhatSafetyNeeds() {
    try (RawServer server =
            RawServer.answering(
                RawServer.http(302, "", "Location", "/elsewhere"),
                FOUND,
                RawServer.reset(),
                FOUND);
        CallsClient calls =
            client(server.uri())
                .compression(false)
                .httpClient(
                    http ->
                        http.mapConnect(connection -> connection.retry(3))
                            .followRedirect(true)
                            .disableRetry(false)
                            .protocol(HttpProtocol.H2C)
                            .compress(true)
                            .headers(headers -> headers.add("x-custom", "1")))
                .build()) {
      assertThat(failureOf(calls.create(TEMPLATE.to(number(1)))).outcome())
          .isEqualTo(Outcome.UNKNOWN);
      assertThat(server.requests()).hasSize(1);

      calls.fetch(CALL).block(LONG);
      assertThat(failureOf(calls.create(TEMPLATE.to(number(2)))).outcome())
          .isEqualTo(Outcome.UNKNOWN);
      assertThat(server.requests())
          .hasSize(3)
          .allSatisfy(
              r ->
                  assertThat(r.headers())
                      .containsEntry("x-custom", "1")
                      .doesNotContainKeys("accept-encoding", "upgrade"));
    }
  }

  /** Its handshake is the library's business all the same. */
  @Test
  void theCustomisersTlsHasTheTimeOutToo() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CallsClient calls =
            client(URI.create("https://127.0.0.1:" + deaf.getLocalPort()))
                .retry(RetryPolicy.none())
                .tlsTimeout(Duration.ofMillis(300))
                .httpClient(
                    http ->
                        http.secure(
                            spec ->
                                spec.sslContext(
                                    (GenericSslContextSpec<?>) Http11SslContextSpec.forClient())))
                .build()) {
      CompletableFuture<?> create = calls.create(TEMPLATE.to(number(1))).toFuture();
      assertThat(create)
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableOfType(ExecutionException.class);
      assertNotSent(failureOf(Mono.fromFuture(create)), Reason.TLS);
    }
  }

  @Test
  void aResolverIsTimedByTheScheduler() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (CallsClient calls =
        client(URI.create("http://" + Certificates.HOST))
            .retry(RetryPolicy.none())
            .scheduler(time)
            .connectTimeout(Duration.ofHours(1))
            .resolver(host -> Mono.never())
            .build()) {
      CallsException failure =
          failureOf(
              calls.create(TEMPLATE.to(number(1))),
              () -> {
                awaitTasks(time, 1);
                time.advanceTimeBy(Duration.ofHours(1));
              });
      assertNotSent(failure, Reason.DNS);
    }
  }

  @Test
  void warmingUpOpensNoConnectionAndAsksForNoAddress() {
    try (RawServer server = RawServer.answering(FOUND);
        CallsClient calls =
            client(https(server))
                .tls(Certificates.TRUSTING)
                .resolver(host -> Mono.error(new AssertionError("asked for " + host)))
                .build()) {
      calls.warmup().block(LONG);
      assertThat(server.connections()).isZero();
    }
  }

  /** It has not been sent when its turn comes again, and then the client is closed. */
  @Test
  void whatWaitsToBeSentAgainDoesNotHinderClosing() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (RawServer server = RawServer.answering(RawServer.http(429, "", "Retry-After", "25"));
        CallsClient calls = client(server.uri()).scheduler(time).build()) {
      CompletableFuture<?> create = calls.create(TEMPLATE.to(number(1))).toFuture();
      awaitTasks(time, 1);
      calls.closeGracefully().block(LONG);
      time.advanceTimeBy(Duration.ofSeconds(25));
      assertNotSent(failureOf(Mono.fromFuture(create)), Reason.CLOSED);
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** Reset as soon as it is accepted: whoever wins the race, the verdict is true. */
  @ParameterizedTest
  @EnumSource(
      value = Doing.class,
      names = {"CREATE", "REDIRECT", "FETCH"})
  void aConnectionResetAtOnceIsNeverCalledMoreOrLessThanItIs(Doing doing) {
    try (RawServer server = RawServer.answering(FOUND)) {
      server.door(Door.reset());
      for (int round = 0; round < 50; round++) {
        try (CallsClient calls = client(server.uri()).build()) {
          int before = server.connections();
          CallsException failure = failureOf(doing.on(calls));
          calls.closeGracefully().block(LONG);
          server.awaitNoConnections();
          if (failure.outcome() == Outcome.NOT_SENT || doing == Doing.FETCH) {
            assertThat(server.connections() - before).isEqualTo(4);
          } else {
            assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(server.connections() - before).isBetween(1, 4);
          }
        }
      }
      assertThat(server.requests()).isEmpty();
    }
  }
}
