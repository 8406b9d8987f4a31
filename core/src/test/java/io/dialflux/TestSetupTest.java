package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.ResourceLeakDetector;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestEngine;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** That the tests have the watchers they rely on. */
class TestSetupTest {
  @Test
  void aBlockingCallOnANonBlockingThreadThrows() {
    assertThatThrownBy(
            () ->
                Mono.fromCallable(
                        () -> {
                          Thread.sleep(1);
                          return 1;
                        })
                    .subscribeOn(Schedulers.parallel())
                    .block())
        .hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void nettyFollowsEveryBuffer() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }

  /** Jupiter runs this; without the others neither the TCK nor the properties would run at all. */
  @Test
  void allEnginesAreThere() {
    assertThat(ServiceLoader.load(TestEngine.class))
        .extracting(TestEngine::getId)
        .contains("junit-jupiter", "testng", "jqwik");
  }
}
