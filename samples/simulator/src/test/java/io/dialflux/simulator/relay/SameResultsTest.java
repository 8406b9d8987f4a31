package io.dialflux.simulator.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.relay.PlainClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP clients that others trust see through the relay what they see without. */
class SameResultsTest {
  /** After these a request may get no answer. */
  private static final Set<RelayBehaviour> WITHOUT_ANSWER =
      EnumSet.of(RelayBehaviour.CLOSE_AT_REUSE, RelayBehaviour.CLOSE_IDLE);

  private static final int ROUNDS = 3;

  enum Client {
    APACHE(PlainClient::apache, EnumSet.noneOf(RelayBehaviour.class)),
    /**
     * Java 17's takes trailers for the next answer's head, and knows {@code close} only where it
     * stands alone.
     */
    JDK(PlainClient::jdk, EnumSet.of(RelayBehaviour.TRAILERS, RelayBehaviour.CONNECTION_LISTS));

    final Function<URI, PlainClient> to;
    final Set<RelayBehaviour> notMastered;

    Client(Function<URI, PlainClient> to, Set<RelayBehaviour> notMastered) {
      this.to = to;
      this.notMastered = notMastered;
    }
  }

  private final Simulator twilio =
      Simulator.builder()
          .clockSpeed(0)
          .startTime(Instant.parse("2026-08-18T09:05:00Z"))
          .outcomes(Outcomes.allCompleted())
          .history(700, Duration.ofDays(30))
          .start();

  /** How often each number has rung before. */
  private int rings;

  @AfterEach
  void close() {
    twilio.close();
  }

  @ParameterizedTest
  @EnumSource
  void allLawfulBehavioursTogether(Client client) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      HostileRelayBuilder options =
          HostileRelay.to(twilio.baseUrl()).without(array(WITHOUT_ANSWER));
      try (HostileRelay relay = options.without(array(client.notMastered)).start()) {
        assertSame(client, relay);
      }
    }
  }

  private static RelayBehaviour[] array(Set<RelayBehaviour> behaviours) {
    return behaviours.toArray(RelayBehaviour[]::new);
  }

  static Stream<Arguments> eachWithEach() {
    return Arrays.stream(RelayBehaviour.values())
        .filter(b -> b.lawful() && !WITHOUT_ANSWER.contains(b))
        .flatMap(b -> Stream.of(Client.values()).map(client -> Arguments.of(client, b)))
        .filter(a -> !((Client) a.get()[0]).notMastered.contains(a.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("eachWithEach")
  void eachBehaviourAlone(Client client, RelayBehaviour behaviour) throws IOException {
    HostileRelayBuilder options = HostileRelay.to(twilio.baseUrl()).only(behaviour);
    if (behaviour == RelayBehaviour.CHUNK_EXTENSIONS || behaviour == RelayBehaviour.TRAILERS) {
      options = options.rate(RelayBehaviour.CHUNKED, 1);
    }
    try (HostileRelay relay = options.start()) {
      assertSame(client, relay);
      assertThat(relay.times(behaviour)).isPositive();
    }
  }

  private void assertSame(Client client, HostileRelay relay) throws IOException {
    String seed = "seed " + relay.seed();
    System.out.println(client + ", " + seed);
    try (PlainClient through = client.to.apply(relay.baseUrl());
        PlainClient direct = PlainClient.jdk(twilio.baseUrl())) {
      List<String> sids = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String to = "+1212555" + (1_000 + i);
        Reply created = through.create(to);
        assertThat(created.status()).as(seed).isEqualTo(201);
        assertThat(created.text("to")).as(seed).isEqualTo(to);
        sids.add(created.text("sid"));
        assertThat(through.fetch(sids.get(i))).as(seed).isEqualTo(direct.fetch(sids.get(i)));
      }
      String sid = sids.get(0);
      assertThat(through.cancel(sid).text("status")).as(seed).isEqualTo("canceled");
      assertThat(through.delete(sid).status()).as(seed).isEqualTo(204);
      assertThat(through.fetch(sid).status()).as(seed).isEqualTo(404);
      assertThat(through.create("no number").status()).as(seed).isEqualTo(400);
      for (int size : new int[] {1, 50, 500}) {
        assertThat(through.page(size)).as(seed).isEqualTo(direct.page(size));
      }
      assertThat(through.list(100)).as(seed).isEqualTo(direct.list(100)).doesNotHaveDuplicates();
    }
    assertThat(twilio.oracle().rings("+12125551001")).as(seed).isEqualTo(++rings);
    assertThat(relay.requestsAfterClose()).as(seed).isZero();
  }
}
