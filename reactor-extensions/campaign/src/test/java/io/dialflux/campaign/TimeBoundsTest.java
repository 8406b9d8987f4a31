package io.dialflux.campaign;

import static io.dialflux.campaign.World.LONG;
import static io.dialflux.campaign.World.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.CallsClientBuilder;
import io.dialflux.call.CallStatus;
import io.dialflux.error.NoAnswerException;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Whatever a server does, and however long, an operation of a campaign ends. In virtual time of the
 * client.
 */
class TimeBoundsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger givenUp = new AtomicInteger();

  /** In seconds; the client has no time-out for operations where that is 0. */
  @ParameterizedTest
  @CsvSource({
    "sendBy 5, 40, 0, 120",
    "sendBy 50, 40, 0, 130",
    "sendBy 5, 90, 0, 185",
    "sendBy 100000, 40, 0, 86400",
    "sendBy 5, 40, 600, 120",
    "sendBy 5, 40, 30, 30"
  })
  void aCreateWhoseAnswerNeverEndsIsUnknown(
      String sendBy, long responseTimeout, long operationTimeout, long bound) {
    try (World world = new World(folder, sim -> sim)) {
      neverEnding(world, Operation.CREATE, responseTimeout, operationTimeout);
      world.load("autumn", 1);
      CampaignRun run = campaign(world, seconds(sendBy)).run();
      await(() -> answered.get() == 1);

      time.advanceTimeBy(Duration.ofSeconds(bound).minus(SECOND));
      assertThat(givenUp).as("a second before").hasValue(0);
      time.advanceTimeBy(SECOND);
      assertThat(givenUp).hasValue(1);

      awaitUnknown(world);
      run.stop().block(LONG);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sendBy 5, 40, 0, 300",
    "sendBy 5, 200, 0, 405",
    "sendBy 5, 40, 30, 30",
  })
  void aSweepEndsWhereAPageNeverDoes(
      String sendBy, long responseTimeout, long operationTimeout, long bound) throws Exception {
    try (World world = new World(folder, sim -> sim)) {
      neverEnding(world, Operation.LIST, responseTimeout, operationTimeout);
      placed(world);
      Campaign campaign = campaign(world, seconds(sendBy));
      CompletableFuture<Long> sweep = campaign.sweep().toFuture();
      await(() -> answered.get() == 1);

      time.advanceTimeBy(Duration.ofSeconds(bound).minus(SECOND));
      assertThat(givenUp).as("a second before").hasValue(0);
      time.advanceTimeBy(SECOND);
      assertThat(givenUp).hasValue(1);

      assertThatThrownBy(() -> sweep.get(1, TimeUnit.MINUTES))
          .hasRootCauseInstanceOf(NoAnswerException.class);
    }
  }

  /** Each of its bytes comes in time. */
  @Test
  void aServerThatDripsHoldsNoCampaign() throws Exception {
    try (World world = new World(folder, sim -> sim);
        DrippingServer server = new DrippingServer()) {
      world.calls.close();
      world.calls =
          world.client(b -> b.baseUrl(server.uri()).scheduler(time).responseTimeout(SECOND));
      world.load("autumn", 1);
      CampaignRun run = campaign(world, Duration.ofMinutes(1)).run();
      await(() -> server.dripped() > 3);

      time.advanceTimeBy(Duration.ofMinutes(2));

      awaitUnknown(world);
      assertThat(run.stop().block(LONG).inFlight()).isZero();
    }
  }

  /** Of a create that is given up nothing more is to be found out. */
  private static Campaign campaign(World world, Duration sendBy) {
    return world.campaign("autumn").sendBy(sendBy).settleAfter(Duration.ofHours(1));
  }

  private static Duration seconds(String sendBy) {
    return Duration.ofSeconds(Long.parseLong(sendBy.substring("sendBy ".length())));
  }

  /** What Twilio answers to an operation is kept back for ever. */
  private void neverEnding(
      World world, Operation operation, long responseTimeout, long operationTimeout) {
    UnaryOperator<CallsClientBuilder> bounded =
        b -> operationTimeout == 0 ? b : b.operationTimeout(Duration.ofSeconds(operationTimeout));
    world.calls.close();
    world.calls =
        world.client(
            b ->
                bounded
                    .apply(b)
                    .scheduler(time)
                    .responseTimeout(Duration.ofSeconds(responseTimeout))
                    .filter(
                        (request, next) ->
                            request.operation() == operation
                                ? next.exchange(request)
                                    .doOnNext(answer -> answered.incrementAndGet())
                                    .then(Mono.never())
                                    .cast(ApiResponse.class)
                                    .doOnCancel(givenUp::incrementAndGet)
                                : next.exchange(request)));
  }

  private static void placed(World world) {
    world.load("autumn", 1);
    Duration time = Duration.ofMinutes(1);
    Claim claim = world.store.claim("autumn", 1, time, Limits.NONE).block(LONG).get(0);
    String attempt = "a".repeat(32);
    world
        .store
        .intend(new Intent(claim, attempt, "+15552223333", time, time, Limits.NONE))
        .block(LONG);
    String sid = world.calls.create(World.TEMPLATE.to(phone(0))).block(LONG).sid();
    world.store.apply(Step.placed(attempt, sid, CallStatus.QUEUED, "accepted")).block(LONG);
  }

  private static void awaitUnknown(World world) {
    Mono.defer(() -> world.store.counts("autumn"))
        .repeatWhen(counted -> counted.delayElements(Duration.ofMillis(10)))
        .filter(counts -> counts.in(LeadState.UNKNOWN) == 1)
        .blockFirst(LONG);
  }

  private static void await(BooleanSupplier condition) {
    Flux.interval(Duration.ofMillis(10)).filter(i -> condition.getAsBoolean()).blockFirst(LONG);
  }
}
