package io.dialflux.history.kill;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.simulator.relay.HostileRelay;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed at any instant, again and again, an export has every call once in its file. */
class KillTest {
  private static final int CALLS = Integer.getInteger("kill.calls", 12_000);
  private static final int KILLS = Integer.getInteger("kill.kills", 12);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());

  /** One kill of so many comes while the process starts, or takes over. */
  private static final int EARLY = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @ValueSource(strings = {".jsonl", ".csv.gz"})
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void everyCallIsInTheFileOnce(String ending) throws Exception {
    judge(ending, KILLS, HostileRelay::inFrontOf);
  }

  /** And where a relay stands between, which does all that HTTP allows; it has the same seed. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void andThroughAHostileRelay() throws Exception {
    List<HostileRelay> relays = new ArrayList<>();
    try {
      judge(
          ".jsonl",
          Math.min(KILLS, 3),
          twilio -> {
            relays.add(HostileRelay.to(twilio).seed(SEED).start());
            return relays.get(0).baseUrl();
          });
    } finally {
      relays.forEach(HostileRelay::close);
    }
  }

  /**
   * @param way where the export finds the simulator, by the simulator's own address
   */
  private void judge(String ending, int most, UnaryOperator<URI> way) throws Exception {
    String which = ending + ", -Dkill.seed=" + SEED + ", in " + folder;
    Instant began = Instant.now();
    try (Jvm twilio = Jvm.start(folder, TwilioMain.class, CALLS, SEED)) {
      URI url = URI.create(twilio.line());
      Instant to = Instant.parse(twilio.line()).minus(Duration.ofHours(30));
      Instant from = to.minus(Duration.ofDays(TwilioMain.DAYS - 3));
      List<String> truth = truth(url, from, to);
      URI through = way.apply(url);
      int kills = 0;
      int files = 0;
      while (kills < most) {
        Path file = folder.resolve("calls" + files++ + ending);
        while (kills < most && !Files.exists(file)) {
          try (Jvm export = Jvm.start(folder, ExportMain.class, file, through, from, to)) {
            boolean early = random.nextInt(EARLY) == 0;
            if (!early) {
              export.line();
            }
            kills += export.killedAfter(random.nextInt(early ? 1_500 : 500)) ? 1 : 0;
          }
        }
        try (Jvm export = Jvm.start(folder, ExportMain.class, file, through, from, to)) {
          export.endedWell();
        }
        assertThat(sids(file)).as(which).isEqualTo(truth);
        assertThat(Files.readString(folder.resolve(file.getFileName() + ".manifest.json")))
            .contains("\"calls\": " + truth.size());
      }
      System.out.printf(
          "%s: %d calls, %d kills in %d files, %d s%n",
          which, truth.size(), kills, files, Duration.between(began, Instant.now()).toSeconds());
    }
  }

  /** What Twilio lists, by the client's own listing and not the history's. */
  private static List<String> truth(URI url, Instant from, Instant to) {
    try (CallsClient calls = ExportMain.client(url)) {
      return calls
          .retry(RetryPolicy.standard().maxAttempts(20))
          .list(CallFilter.all().pageSize(1_000))
          .filter(call -> !at(call).isBefore(from) && at(call).isBefore(to))
          .map(Call::sid)
          .sort()
          .collectList()
          .block();
    }
  }

  private static Instant at(Call call) {
    return call.startTime() == null ? call.dateCreated() : call.startTime();
  }

  private static List<String> sids(Path file) throws Exception {
    boolean gzip = file.toString().endsWith(".gz");
    String text;
    try (InputStream bytes =
        gzip ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
      text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!gzip) {
      return text.lines().map(line -> Call.parse(line).sid()).sorted().toList();
    }
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
      return csv.stream().map(record -> record.getField("sid")).sorted().toList();
    }
  }
}
