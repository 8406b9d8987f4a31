package io.dialflux.campaign;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.call.CallTemplate;
import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.SimulatorBuilder;
import io.dialflux.simulator.relay.HostileRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;

/** A simulated Twilio, a client of it, and a ledger on the disk. */
final class World implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);
  static final CallTemplate TEMPLATE =
      CallTemplate.from("+15552223333").url(URI.create("https://example.com/answer"));

  /** A relay reads an answer to its end first, and has threads of its own that want to run. */
  private static final Duration RESPONSE_TIMEOUT =
      Duration.ofMillis(Long.getLong(HostileRelay.PROPERTY) == null ? 500 : 3_000);

  final Simulator twilio;
  final Path file;
  CallsClient calls;
  SqliteStore store;

  World(Path folder, UnaryOperator<SimulatorBuilder> options) {
    // a fast clock, so that calls end while a test waits
    twilio =
        options.apply(Simulator.builder().callsPerSecond(10_000).clockSpeed(300).seed(11)).start();
    calls = client(b -> b);
    file = folder.resolve("ledger");
    store = SqliteStore.open(file);
  }

  CallsClient client(UnaryOperator<CallsClientBuilder> options) {
    return options
        .apply(
            CallsClient.builder()
                .credentials(
                    Credentials.authToken(
                        Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
                .baseUrl(HostileRelay.inFrontOf(twilio.baseUrl()))
                .maxConnections(50)
                .responseTimeout(RESPONSE_TIMEOUT))
        .build();
  }

  /** With waits short enough for a test, and the simulator's clock running ahead. */
  Campaign campaign(String name) {
    return campaign(name, store);
  }

  Campaign campaign(String name, CampaignStore store) {
    return Campaign.named(name, store)
        .calls(calls)
        .template(TEMPLATE)
        .callsPerSecond(2_000)
        .maxInFlight(40)
        .settleAfter(Duration.ofMillis(700))
        .sendBy(Duration.ofSeconds(2))
        .clockSkew(Duration.ofHours(6))
        .onUnresolved(OnUnresolved.holdAfter(Duration.ofSeconds(2)))
        .maxQueueTime(Duration.ofHours(1))
        .sweep(Duration.ofMillis(200), Duration.ofSeconds(20));
  }

  static String phone(int i) {
    return "+1212" + (5_550_000 + i);
  }

  static Flux<Lead> leads(int count) {
    return Flux.range(0, count).map(i -> Lead.of(phone(i)));
  }

  void load(String campaign, int count) {
    campaign(campaign).load(leads(count)).blockLast(LONG);
  }

  CampaignProgress runToTheEnd(Campaign campaign) {
    return campaign.run().done().block(LONG);
  }

  CampaignCounts counts(String campaign) {
    return store.counts(campaign).block(LONG);
  }

  /** The ledger as a killed process leaves it; what still runs on the old one is forgotten. */
  void crash() {
    Path image = file.resolveSibling("image");
    try {
      for (String suffix : List.of("", "-wal", ".seen")) {
        Path part = file.resolveSibling(file.getFileName() + suffix);
        if (Files.exists(part)) {
          Files.copy(part, image.resolveSibling(image.getFileName() + suffix));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.close();
    store = SqliteStore.open(image);
  }

  void reopen() {
    store.close();
    store = SqliteStore.open(file);
  }

  @Override
  public void close() {
    calls.close();
    store.close();
    twilio.close();
  }
}
