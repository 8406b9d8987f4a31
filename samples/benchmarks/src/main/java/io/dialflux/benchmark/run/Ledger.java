package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.benchmark.server.Account;
import io.dialflux.call.CallTemplate;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LoadProgress;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** A ledger in a new file on the disk, and campaigns on it; the file is deleted at the end. */
final class Ledger implements AutoCloseable {
  /** Nothing is listed while it is measured: the mock's calls never end. */
  private static final Duration NEVER = Duration.ofDays(1);

  static final CallTemplate TEMPLATE =
      CallTemplate.from("+15552223333").url(URI.create("https://example.com/answer"));

  private final Path folder;
  private final SqliteStore store;

  Ledger() {
    try {
      // beside the build, for a folder of the system's may be in memory
      folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ledger-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = SqliteStore.open(folder.resolve("ledger"));
  }

  Campaign campaign(String name, CallsClient calls, int inFlight) {
    return Campaign.named(name, store)
        .calls(calls)
        .template(TEMPLATE)
        .maxInFlight(inFlight)
        .sweep(NEVER, Duration.ZERO);
  }

  void load(Campaign campaign, int leads) {
    load(campaign, 0, leads);
  }

  /** Numbers of their own for campaigns side by side, of which one phone is in one at a time. */
  void load(Campaign campaign, int millions, int leads) {
    long first = millions * 1_000_000L;
    LoadProgress end =
        campaign
            .load(Flux.range(0, leads).map(i -> Lead.of(Account.number(first + i))))
            .blockLast(Duration.ofMinutes(5));
    if (end == null || end.added() != leads) {
      throw new IllegalStateException("not all were loaded: " + end);
    }
  }

  /** The leads that have a call, and whose ledger says so durably. */
  long placed(Campaign campaign) {
    return Objects.requireNonNull(store.counts(campaign.name()).block(Duration.ofSeconds(30)))
        .called();
  }

  @Override
  public void close() {
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
