package io.dialflux.history.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.relay.HostileRelay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A history is read in a heap in which the calls of one of its days have no room. */
class SmallHeapTest {
  private static final int CALLS = 200_000;
  private static final int DAYS = 8;
  private static final int HEAP_MB = 24;
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void daysAreNotHeldInMemory() throws Exception {
    Instant from = NOW.minus(Duration.ofDays(DAYS + 2));
    try (Simulator twilio =
            Simulator.builder()
                .startTime(NOW)
                .clockSpeed(0)
                .history(CALLS, Duration.ofDays(DAYS))
                .start();
        Jvm reader =
            Jvm.start(
                folder,
                HEAP_MB,
                ReadMain.class,
                HostileRelay.inFrontOf(twilio.baseUrl()),
                from,
                NOW)) {
      assertThat(reader.line()).isEqualTo(Integer.toString(CALLS));
      reader.endedWell();
    }
  }
}
