package io.dialflux.campaign.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void aMarkThatCannotBeWrittenDoesNotRepeatWhatIsCommitted() {
    Writer writer =
        new Writer(
            new Transaction(Database.writer(folder.resolve("ledger"))),
            Clock.systemUTC(),
            () -> {
              throw new IllegalStateException("disk full");
            });
    AtomicInteger applied = new AtomicInteger();
    Integer result =
        writer
            .write(
                tx -> {
                  tx.intended();
                  return applied.incrementAndGet();
                })
            .block(LONG);
    writer.close();
    assertThat(result).isEqualTo(1);
    assertThat(applied).hasValue(1);
  }
}
