package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CollectedPage;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.ApiException;
import io.dialflux.error.Outcome;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.SimulatorBuilder;
import io.dialflux.simulator.relay.HostileRelay;
import io.dialflux.simulator.relay.HostileRelayBuilder;
import io.dialflux.simulator.relay.RelayBehaviour;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whatever HTTP allows a server to do, every operation has its own answer. The simulator's oracle,
 * and what the simulator tells without the relay, are the truth. {@code -Ddialflux.relay=SEED} runs
 * the same again.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileRelayTest {
  private static final long SEED = Long.getLong(HostileRelay.PROPERTY, System.nanoTime());

  /** Seeds that are tried, one after the other. */
  private static final int ROUNDS = Integer.getInteger("relay.rounds", 1);

  private static final int CREATES = 40;
  private static final int AT_ONCE = 8;
  private static final int HISTORY = 400;
  private static final Duration LONG = Duration.ofMinutes(2);

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + ROUNDS);
  }

  /** Every request that reaches the relay gets its answer. */
  private static RelayedTwilio answering(long seed, UnaryOperator<SimulatorBuilder> simulator) {
    return new RelayedTwilio(
        seed,
        simulator,
        relay -> relay.without(RelayBehaviour.CLOSE_AT_REUSE, RelayBehaviour.CLOSE_IDLE),
        options -> options);
  }

  /** Connections end at the moment of their reuse too. */
  private static RelayedTwilio closing(long seed, UnaryOperator<SimulatorBuilder> simulator) {
    UnaryOperator<HostileRelayBuilder> often =
        relay -> relay.rate(RelayBehaviour.CLOSE_AT_REUSE, 0.05);
    return new RelayedTwilio(seed, simulator, often, options -> options);
  }

  /** What is compared of a call. */
  private static String told(Call call) {
    return String.join(
        " ",
        call.sid(),
        "" + call.status(),
        call.from(),
        call.to(),
        "" + call.startTime(),
        "" + call.duration(),
        "" + call.price(),
        "" + call.subresourceUris().size());
  }

  private static List<String> told(Flux<Call> calls) {
    return calls.map(HostileRelayTest::told).collectList().block(LONG);
  }

  private static List<String> told(List<Call> calls) {
    return calls.stream().map(HostileRelayTest::told).toList();
  }

  private static List<String> sids(List<Call> calls) {
    return calls.stream().map(Call::sid).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyOperationHasItsOwnAnswer(long seed) {
    try (RelayedTwilio world = answering(seed, b -> b.faults(Faults.none().tooManyRequests(0.1)))) {
      CallsClient calls = world.calls;
      List<String> sids =
          Flux.range(0, CREATES)
              .flatMapSequential(world::placed, AT_ONCE)
              .map(Call::sid)
              .collectList()
              .block(LONG);
      assertThat(each(sids, calls::fetch)).as(world.seed).isEqualTo(sids);
      world.twilio.advance(Duration.ofSeconds(1)); // so that all of them ring
      assertThat(each(sids, sid -> calls.update(sid, UpdateCall.hangUp())))
          .as(world.seed)
          .isEqualTo(sids);
      List<String> gone = sids.subList(0, CREATES / 2);
      Flux.fromIterable(gone).flatMap(calls::delete, AT_ONCE).blockLast(LONG);
      assertThat(each(gone, sid -> status(calls.fetch(sid)))).as(world.seed).containsOnly("404");
      assertThat(sids(world.truth(CallFilter.all())))
          .as(world.seed)
          .containsExactlyInAnyOrderElementsOf(sids.subList(CREATES / 2, CREATES));
      assertThat(world.relay.requestsAfterClose()).as(world.seed).isZero();
    }
  }

  static Stream<RelayBehaviour> lawful() {
    String off = System.getProperty(HostileRelay.WITHOUT, "");
    return Stream.of(RelayBehaviour.values())
        .filter(behaviour -> behaviour.lawful() && !off.contains(behaviour.name()));
  }

  /** So that a failure says what it is due to. */
  @ParameterizedTest
  @MethodSource("lawful")
  void eachBehaviourAloneChangesNothing(RelayBehaviour behaviour) {
    boolean atReuse = behaviour == RelayBehaviour.CLOSE_AT_REUSE;
    try (RelayedTwilio world =
        new RelayedTwilio(
            SEED,
            b -> b.history(HISTORY, Duration.ofDays(30)),
            relay ->
                relay
                    .only(behaviour)
                    .rate(behaviour, atReuse ? 0.2 : 1)
                    .rate(RelayBehaviour.CHUNKED, 1),
            options -> options)) {
      CallFilter filter = CallFilter.all().pageSize(90);
      List<Outcome> failures =
          Flux.range(0, CREATES / 2).flatMap(world::judged, 4).collectList().block(LONG);
      boolean closes = atReuse || behaviour == RelayBehaviour.CLOSE_IDLE;
      assertThat(failures).as(world.seed).hasSizeLessThan(closes ? CREATES / 2 : 1);
      assertThat(told(world.calls.list(filter)))
          .as(world.seed)
          .isEqualTo(told(world.truth(CallFilter.all())));
      assertThat(world.relay.times(behaviour)).as(world.seed).isPositive();
    }
  }

  private static List<String> each(List<String> sids, Function<String, Mono<?>> operation) {
    return Flux.fromIterable(sids)
        .flatMapSequential(operation, AT_ONCE)
        .map(answer -> answer instanceof Call call ? call.sid() : answer.toString())
        .collectList()
        .block(LONG);
  }

  private static Mono<String> status(Mono<?> operation) {
    return operation
        .map(answer -> "200")
        .onErrorResume(ApiException.class, e -> Mono.just(Integer.toString(e.status())));
  }

  /** Refusals and limits stand between creates that are accepted, many at a time. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aRefusalIsThatOfItsOwnCreate(long seed) {
    Faults faults = Faults.none().tooManyRequests(0.2).onCreates(Fault.REFUSED, 0.1);
    try (RelayedTwilio world = answering(seed, b -> b.faults(faults))) {
      List<Outcome> failures =
          Flux.range(0, 2 * CREATES)
              .flatMap(
                  i ->
                      i % 5 == 0
                          ? status(world.calls.create(RelayedTwilio.invalid()))
                              .doOnNext(s -> assertThat(s).as(world.seed).isEqualTo("400"))
                              .flatMap(s -> Mono.<Outcome>empty())
                          : world.judged(i),
                  AT_ONCE)
              .collectList()
              .block(LONG);
      assertThat(failures).as(world.seed).isNotEmpty().containsOnly(Outcome.REFUSED);
      assertThat(world.twilio.oracle().numbersRungAgain()).as(world.seed).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noVerdictIsWrongWhereConnectionsEndAtReuse(long seed) {
    Faults faults =
        Faults.none()
            .tooManyRequests(0.05)
            .serverErrorAfterPlacing(0.03)
            .resetAfterPlacing(0.03)
            .onCreates(Fault.RESET_BEFORE_PLACING, 0.03)
            .onCreates(Fault.CUT_BODY_AFTER_PLACING, 0.03);
    try (RelayedTwilio world = closing(seed, b -> b.faults(faults))) {
      List<Outcome> failures =
          Flux.range(0, 3 * CREATES).flatMap(world::judged, AT_ONCE).collectList().block(LONG);
      assertThat(failures).as(world.seed).hasSizeLessThan(2 * CREATES);
      assertThat(world.twilio.oracle().numbersRungAgain()).as(world.seed).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void listsAreWholeAndInOrder(long seed) {
    Faults faults =
        Faults.none()
            .onOthers(Fault.UNAVAILABLE_BEFORE_PLACING, 0.03)
            .onOthers(Fault.CUT_BODY_AFTER_PLACING, 0.03);
    UnaryOperator<SimulatorBuilder> history =
        b -> b.history(HISTORY, Duration.ofDays(30)).emptyPages(0.1);
    try (RelayedTwilio world = closing(seed, history)) {
      CallFilter filter = CallFilter.all().pageSize(60);
      List<Call> past = world.truth(CallFilter.all());
      List<String> truth = told(past);
      world.twilio.faults(faults);
      CallsClient calls = world.calls;
      assertThat(told(calls.list(filter))).as(world.seed).isEqualTo(truth).hasSize(HISTORY);
      assertThat(told(calls.pages(filter).concatMapIterable(CallPage::calls)))
          .as(world.seed)
          .isEqualTo(truth);
      assertThat(collected(calls, filter)).as(world.seed).isEqualTo(sids(past));
      for (int n = 1; n < HISTORY; n *= 3) {
        assertThat(told(calls.list(filter).take(n))).as(world.seed).isEqualTo(truth.subList(0, n));
      }
      assertThat(told(calls.list(filter).next().block(LONG)))
          .as(world.seed)
          .isEqualTo(truth.get(0));
      assertThat(resumed(calls, filter)).as(world.seed).isEqualTo(truth);
      assertThat(
              Flux.range(0, AT_ONCE)
                  .flatMap(i -> calls.list(filter.pageSize(100 + i)).collectList(), AT_ONCE)
                  .map(HostileRelayTest::told)
                  .collectList()
                  .block(LONG))
          .as(world.seed)
          .hasSize(AT_ONCE)
          .containsOnly(truth);
    }
  }

  private static List<String> collected(CallsClient calls, CallFilter filter) {
    return calls
        .pages(PageToken.first(filter), Collectors.mapping(CallBytes::sid, Collectors.toList()))
        .concatMapIterable(CollectedPage::result)
        .collectList()
        .block(LONG);
  }

  /** Goes on from the second page's link, as another process would. */
  private static List<String> resumed(CallsClient calls, CallFilter filter) {
    CallPage first = calls.pages(filter).blockFirst(LONG);
    return told(
        Flux.fromIterable(first.calls())
            .concatWith(calls.list(PageToken.parse(first.next().value()))));
  }

  /** Creates and listings share few connections. */
  @ParameterizedTest
  @MethodSource("seeds")
  void creatingAndListingAtOnceDoNotMixUp(long seed) {
    try (RelayedTwilio world = answering(seed, b -> b.history(HISTORY, Duration.ofDays(30)))) {
      CallFilter old = CallFilter.all().status(CallStatus.COMPLETED).pageSize(50);
      List<String> truth = told(world.truth(old));
      Mono<List<List<String>>> lists =
          Flux.range(0, 4)
              .concatMap(i -> world.calls.list(old).map(HostileRelayTest::told).collectList())
              .collectList();
      Mono<Long> placed = Flux.range(0, CREATES).flatMap(world::placed, AT_ONCE).count();
      assertThat(Mono.zip(lists, placed, (l, p) -> l).block(LONG))
          .as(world.seed)
          .containsOnly(truth);
      assertThat(world.twilio.oracle().numbersRung()).as(world.seed).isEqualTo(CREATES);
      assertThat(world.twilio.oracle().numbersRungAgain()).as(world.seed).isEmpty();
    }
  }

  /** The token's request has its own answer too, and so has what waits for the token. */
  @ParameterizedTest
  @MethodSource("seeds")
  void tokensHaveTheirOwnAnswers(long seed) {
    try (RelayedTwilio world =
        new RelayedTwilio(
            seed,
            b -> b.oauthClient(Simulator.DEFAULT_ACCOUNT_SID, "client", "secret"),
            relay -> relay.without(RelayBehaviour.CLOSE_AT_REUSE, RelayBehaviour.CLOSE_IDLE),
            options ->
                options.credentials(
                    Credentials.oauth(Simulator.DEFAULT_ACCOUNT_SID, "client", "secret")))) {
      for (int round = 0; round < 4; round++) {
        List<String> sids =
            Flux.range(round * AT_ONCE, AT_ONCE)
                .flatMapSequential(world::placed, AT_ONCE)
                .map(Call::sid)
                .collectList()
                .block(LONG);
        world.twilio.revokeAccessTokens();
        assertThat(each(sids, world.calls::fetch)).as(world.seed).isEqualTo(sids);
      }
      assertThat(told(world.calls.list(CallFilter.all())))
          .as(world.seed)
          .isEqualTo(told(world.truth(CallFilter.all())))
          .hasSize(4 * AT_ONCE);
    }
  }
}
