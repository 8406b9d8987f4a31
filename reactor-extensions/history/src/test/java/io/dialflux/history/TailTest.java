package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.UpdateCall;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Outcomes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is told of an account that is followed, the clocks of both sides moved by hand. */
class TailTest {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final CallTemplate TEMPLATE =
      CallTemplate.from("+15552223333").url(URI.create("https://a.example"));

  private final World world =
      new World(
          b ->
              b.callsPerSecond(1)
                  .history(200, Duration.ofDays(2))
                  .outcomes(Outcomes.allCompleted()));
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private Disposable following = () -> {};

  @AfterEach
  void close() {
    following.dispose();
    world.close();
  }

  private void follow() throws InterruptedException {
    time.advanceTimeTo(World.NOW);
    following =
        CallHistory.of(world.calls.retry(RetryPolicy.none()))
            .pageSize(5)
            .scheduler(time)
            .tail(EVERY)
            .subscribe(call -> told.add(call.sid() + " " + call.status()));
    settle(0);
  }

  /** Lets time pass for both, in so many looks. */
  private void pass(Duration by, int looks) throws InterruptedException {
    for (int look = 0; look < looks; look++) {
      world.twilio.advance(by.dividedBy(looks));
      long before = time.getScheduledTaskCount();
      time.advanceTimeBy(by.dividedBy(looks));
      settle(before);
    }
  }

  /** Until a look is done, and so the next one waits for its time. */
  private void settle(long before) throws InterruptedException {
    while (time.getScheduledTaskCount() == before) {
      Thread.sleep(5);
    }
  }

  private Call place(int number) {
    return world.calls.create(TEMPLATE.to("+1212555010" + number)).block(World.LONG);
  }

  private CallStatus statusOf(Call call) {
    return world.calls.fetch(call.sid()).block(World.LONG).status();
  }

  @Test
  void aNewCallAndItsEndAreToldOnceEach() throws InterruptedException {
    Call underWay = place(1);
    follow();
    assertThat(told).hasSize(1).first().asString().startsWith(underWay.sid());
    told.clear();

    Call fresh = place(2);
    pass(EVERY, 1);
    assertThat(told).hasSize(1).first().asString().startsWith(fresh.sid());

    pass(Duration.ofMinutes(5), 10);
    assertThat(told)
        .hasSize(3)
        .contains(underWay.sid() + " " + statusOf(underWay), fresh.sid() + " " + statusOf(fresh));
    pass(Duration.ofMinutes(12), 12);
    assertThat(told).hasSize(3);
  }

  @Test
  void aCallCanceledInTheQueueIsToldAsEnded() throws InterruptedException {
    world.twilio.callsPerSecond(0.001);
    follow();
    place(1);
    Call waiting = place(2);
    pass(EVERY, 1);
    world.calls.update(waiting.sid(), UpdateCall.cancel()).block(World.LONG);
    pass(Duration.ofMinutes(12), 12);

    assertThat(told)
        .containsOnlyOnce(
            waiting.sid() + " " + CallStatus.QUEUED, waiting.sid() + " " + CallStatus.CANCELED);
  }

  @Test
  void aLookIsShortHoweverManyHaveEndedToday() throws InterruptedException {
    follow();
    pass(EVERY, 1); // for what ended during the first look
    long before = world.twilio.oracle().requests();
    pass(EVERY, 1);
    assertThat(world.twilio.oracle().requests() - before).as("nothing is under way").isEqualTo(1);

    place(4);
    pass(EVERY.multipliedBy(2), 2);
    before = world.twilio.oracle().requests();
    pass(EVERY, 1);
    assertThat(world.twilio.oracle().requests() - before).isBetween(2L, 4L);
  }

  @Test
  void aLookThatFailsIsMadeAgain() throws InterruptedException {
    follow();
    Call fresh = place(3);
    world.twilio.nextRequests(Fault.TOO_MANY_REQUESTS);
    pass(EVERY.multipliedBy(3), 3);

    assertThat(told).anyMatch(text -> text.startsWith(fresh.sid()));
  }

  @Test
  void nothingIsAskedBeforeItIsRequested() throws InterruptedException {
    long before = world.twilio.oracle().requests();
    following =
        CallHistory.of(world.calls)
            .tail(EVERY)
            .subscribeWith(
                new reactor.core.publisher.BaseSubscriber<Call>() {
                  @Override
                  protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {}
                });
    Thread.sleep(200);
    assertThat(world.twilio.oracle().requests()).isEqualTo(before);
  }
}
