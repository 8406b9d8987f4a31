package io.dialflux;

import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.number;
import static io.dialflux.Fixtures.sid;
import static io.dialflux.Fixtures.sidIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The end of a client. */
class ClosingTest {
  private static Answer held(CountDownLatch release) {
    return (request, socket) -> {
      release.await();
      RawServer.http(201, callJson(sidIn(request.path(), sid(1)))).to(request, socket);
    };
  }

  private static void assertClosed(Mono<?> operation) {
    CallsException failure = failureOf(operation);
    Throwable cause = failure instanceof ListingInterruptedException ? failure.getCause() : failure;
    assertThat(cause).isInstanceOf(NotSentException.class);
    assertThat(((NotSentException) cause).reason()).isEqualTo(Reason.CLOSED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  @Test
  void aCreateUnderWayEndsAndNoNewOneBegins() {
    CountDownLatch release = new CountDownLatch(1);
    try (RawServer server = RawServer.scripted(held(release));
        CallsClient calls = client(server.uri()).build()) {
      CompletableFuture<Call> underWay = calls.create(TEMPLATE.to(number(1))).toFuture();
      server.awaitRequests(1);

      CompletableFuture<Void> closed = calls.closeGracefully().toFuture();
      assertClosed(calls.create(TEMPLATE.to(number(2))));
      assertClosed(calls.fetch(CALL));
      assertClosed(calls.update(CALL, UpdateCall.hangUp()));
      assertClosed(calls.delete(CALL));
      assertClosed(calls.list(CallFilter.all()).then());
      assertClosed(calls.account(Fixtures.OTHER_ACCOUNT).create(TEMPLATE.to(number(2))));
      assertThat(closed).isNotDone();

      release.countDown();
      assertThat(underWay).succeedsWithin(LONG).extracting(Call::sid).isEqualTo(sid(1));
      assertThat(closed).succeedsWithin(LONG);
      server.awaitNoConnections();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aCreateWaitingForAConnectionEndsToo() {
    CountDownLatch release = new CountDownLatch(1);
    try (RawServer server = RawServer.scripted(held(release));
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      CompletableFuture<Call> first = calls.create(TEMPLATE.to(number(1))).toFuture();
      server.awaitRequests(1);
      CompletableFuture<Call> waiting = calls.create(TEMPLATE.to(number(2))).toFuture();
      CompletableFuture<Void> closed = calls.closeGracefully().toFuture();
      release.countDown();
      assertThat(first).succeedsWithin(LONG);
      assertThat(waiting).succeedsWithin(LONG);
      assertThat(closed).succeedsWithin(LONG);
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** One waits for the connection, the others for their turn to wait. */
  @Test
  void closeInterruptsNothingThatWaits() {
    CountDownLatch release = new CountDownLatch(1);
    try (RawServer server = RawServer.scripted(held(release))) {
      CallsClient calls = client(server.uri()).maxConnections(1).build();
      List<CompletableFuture<Call>> all = new ArrayList<>();
      all.add(calls.create(TEMPLATE.to(number(1))).toFuture());
      server.awaitRequests(1);
      all.add(calls.create(TEMPLATE.to(number(2))).toFuture());
      all.add(calls.fetch(CALL).toFuture());
      all.add(calls.fetch(CALL).toFuture());
      calls.close();
      assertClosed(calls.create(TEMPLATE.to(number(3))));
      release.countDown();
      assertThat(all).allSatisfy(operation -> assertThat(operation).succeedsWithin(LONG));
      server.awaitNoConnections();
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void closeInterruptsNoCreate() {
    CountDownLatch release = new CountDownLatch(1);
    try (RawServer server = RawServer.scripted(held(release))) {
      CallsClient calls = client(server.uri()).build();
      CompletableFuture<Call> underWay = calls.create(TEMPLATE.to(number(1))).toFuture();
      server.awaitRequests(1);
      calls.close();
      assertClosed(calls.create(TEMPLATE.to(number(2))));
      release.countDown();
      assertThat(underWay).succeedsWithin(LONG).extracting(Call::sid).isEqualTo(sid(1));
    }
  }

  @Test
  void closingIsColdAndMayBeRepeated() {
    try (RawServer server = RawServer.answering(RawServer.http(201, callJson(sid(1))))) {
      CallsClient calls = client(server.uri()).build();
      Mono<Void> close = calls.closeGracefully();
      calls.create(TEMPLATE.to(number(1))).block(LONG);
      close.block(LONG);
      close.block(LONG);
      calls.close();
      assertClosed(calls.create(TEMPLATE.to(number(2))));
      server.awaitNoConnections();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aClosedClientFetchesNoAccessTokenAndSaysWhy() {
    try (RawServer server = RawServer.answering(RawServer.http(500, ""));
        CallsClient calls =
            client(server.uri())
                .credentials(Credentials.oauth(Fixtures.ACCOUNT, "client", "secret"))
                .build()) {
      calls.closeGracefully().block(LONG);
      assertClosed(calls.create(TEMPLATE.to(number(1))));
      assertThat(server.connections()).isZero();
    }
  }
}
