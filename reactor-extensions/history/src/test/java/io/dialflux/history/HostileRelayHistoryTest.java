package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.relay.HostileRelay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history and its export through a hostile relay have each call once. {@code
 * -Ddialflux.relay=SEED} runs the same again.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileRelayHistoryTest {
  private static final long SEED = Long.getLong(HostileRelay.PROPERTY, System.nanoTime());
  private static final String WHICH = "-D" + HostileRelay.PROPERTY + "=" + SEED;
  private static final Instant FROM = World.NOW.minus(Duration.ofDays(8));
  private static final Instant TO = World.NOW.minus(Duration.ofDays(1));

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void everyCallIsThereOnce() throws Exception {
    System.out.println(WHICH);
    try (World world = World.direct(b -> b.history(900, Duration.ofDays(9)).emptyPages(0.05));
        HostileRelay relay = HostileRelay.to(world.twilio.baseUrl()).seed(SEED).start();
        CallsClient calls = World.client(relay.baseUrl())) {
      List<String> truth = World.sorted(world.truth(FROM, TO));
      world.twilio.faults(
          Faults.none()
              .onOthers(Fault.UNAVAILABLE_BEFORE_PLACING, 0.02)
              .onOthers(Fault.CUT_BODY_AFTER_PLACING, 0.02));
      CallHistory history = CallHistory.of(calls).between(FROM, TO).pageSize(50).concurrency(4);
      assertThat(World.sorted(history.calls().collectList().block(LONG)))
          .as(WHICH)
          .isEqualTo(truth);
      Path file = folder.resolve("calls.jsonl");
      CallExport.jsonLines(file).write(history).blockLast(LONG);
      assertThat(Files.lines(file).map(line -> Call.parse(line).sid()).sorted().toList())
          .as(WHICH)
          .isEqualTo(truth);
    }
  }
}
