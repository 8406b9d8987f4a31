package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

class TicksTest {
  private final List<Throwable> dropped = new CopyOnWriteArrayList<>();

  @AfterEach
  void reset() {
    Hooks.resetOnErrorDropped();
  }

  @Test
  void aFailureIsToldOnce() {
    Hooks.onErrorDropped(dropped::add); // else it is logged, with a stack trace
    Flux<Integer> failing = Flux.just(1, 2).concatWith(Flux.error(new IllegalStateException("no")));

    assertThatThrownBy(() -> Ticks.of(failing).forEach(come -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
    assertThat(dropped).isEmpty();
  }

  @Test
  void everythingComesInItsOrder() {
    List<Integer> come = new ArrayList<>();
    Ticks.of(Flux.range(0, 5_000)).forEach(come::addAll);

    assertThat(come).hasSize(5_000).isSorted();
  }
}
