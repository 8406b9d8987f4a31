package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.CallStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Callbacks that are lost, late, doubled and reordered give the same end. */
class CallWatcherPropertiesTest {
  private static final List<String> ORDER =
      List.of("queued", "initiated", "ringing", "in-progress", "completed");

  /**
   * Where the call stands at each second of its life: it waits 3, dials 2, rings 20 and talks 35.
   */
  private static String status(long second) {
    return second < 5
        ? "queued"
        : second < 25 ? "ringing" : second < 60 ? "in-progress" : "completed";
  }

  /**
   * @param second when the callback comes, whenever it was due
   */
  record Delivery(String status, long second) {}

  /** Any callbacks, any number of times, at any time after they were due. */
  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    Arbitrary<Delivery> delivery =
        Combinators.combine(
                Arbitraries.of("initiated", "ringing", "in-progress", "completed"),
                Arbitraries.longs().between(0, 200))
            .as((status, late) -> new Delivery(status, due(status) + late));
    return delivery.list().ofMaxSize(12);
  }

  private static long due(String status) {
    return switch (status) {
      case "initiated" -> 3;
      case "ringing" -> 5;
      case "in-progress" -> 25;
      default -> 60;
    };
  }

  @Property
  void theEndIsTheSame(@ForAll("deliveries") List<Delivery> deliveries) {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    StubCalls calls =
        new StubCalls(time, () -> Mono.just(StubCalls.call(status(time.now(TimeUnit.SECONDS)))));
    CallEvents events = CallEvents.buffering(8);
    CallWatcher watcher = CallWatcher.with(calls).callbacks(events.flux()).scheduler(time);
    List<String> states = new ArrayList<>();
    List<CallStatus> ends = new ArrayList<>();
    watcher.states(Signed.SID).map(CallStatus::value).subscribe(states::add);
    watcher.end(Signed.SID).subscribe(call -> ends.add(call.status()));
    deliveries.forEach(
        delivery ->
            time.schedule(
                () -> events.accept(event(delivery)).subscribe(),
                delivery.second,
                TimeUnit.SECONDS));
    time.advanceTimeBy(Duration.ofSeconds(300));

    assertThat(ends).containsExactly(CallStatus.COMPLETED);
    assertThat(states).endsWith("completed").doesNotHaveDuplicates();
    assertThat(states.stream().map(ORDER::indexOf)).isSorted();
    // an answer at second 120 at the latest: polls are never more than a minute apart
    assertThat(calls.seconds).allSatisfy(second -> assertThat(second).isLessThanOrEqualTo(120));
  }

  private static CallEvent event(Delivery delivery) {
    return CallEvent.parse("", "CallSid=" + Signed.SID + "&CallStatus=" + delivery.status);
  }
}
