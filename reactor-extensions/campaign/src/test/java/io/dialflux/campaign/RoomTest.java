package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class RoomTest {
  private final AtomicInteger entered = new AtomicInteger();

  @Test
  void whoComesWhenItIsFullWaitsForOneToLeave() {
    Room room = new Room(2);
    Flux.range(0, 5).concatMap(i -> room.enter().thenReturn(i), 1).subscribe(this::entered);
    assertThat(entered).hasValue(2);
    room.leave();
    assertThat(entered).hasValue(3);
    room.leave();
    room.leave();
    assertThat(entered).hasValue(5);
  }

  @Test
  void howeverManyComeAndGoThereAreNeverMoreInItAndNobodyWaitsForEver() {
    Room room = new Room(3);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Flux.range(0, 20_000)
        .concatMap(i -> room.enter().thenReturn(i), 1)
        .doOnNext(i -> most.accumulateAndGet(inside.incrementAndGet(), Math::max))
        .flatMap(
            i ->
                Flux.just(i)
                    .publishOn(Schedulers.parallel())
                    .doOnNext(this::entered)
                    .doOnNext(left -> inside.decrementAndGet())
                    .doFinally(signal -> room.leave()),
            100,
            1)
        .blockLast(World.LONG);
    assertThat(entered).hasValue(20_000);
    assertThat(most.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void itIsEmptyWhenTheLastHasLeft() {
    Room room = new Room(2);
    room.enter().block();
    room.enter().block();
    room.empty().doFinally(signal -> entered(0)).subscribe();
    room.leave();
    assertThat(entered).hasValue(0);
    room.leave();
    assertThat(entered).hasValue(1);
  }

  private void entered(int i) {
    entered.incrementAndGet();
  }
}
