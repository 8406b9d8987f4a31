package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** That this module's tests are watched too. */
class TestSetupTest {
  @Test
  void aBlockingCallOnANonBlockingThreadThrows() {
    Mono<Boolean> blocking =
        Mono.fromCallable(
            () -> {
              Thread.sleep(1);
              return true;
            });
    assertThatThrownBy(() -> blocking.subscribeOn(Schedulers.parallel()).block())
        .hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void nettyFollowsEveryBuffer() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }
}
