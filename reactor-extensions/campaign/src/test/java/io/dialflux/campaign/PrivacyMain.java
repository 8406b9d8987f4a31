package io.dialflux.campaign;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.RetryPolicy;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.StatusCallbackEvent;
import io.dialflux.callback.Callbacks;
import io.dialflux.callback.SignatureValidator;
import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.simulator.Simulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A campaign over a Twilio with faults, with a gate and a template that fail, its callbacks heard.
 * Prints all failures as a log would. Run with all loggers at TRACE; see {@link PrivacyTest}.
 */
final class PrivacyMain {
  static final String AUTH_TOKEN = "f00dfacef00dfacef00dfacef00dface";
  static final String NAME = "Wachtmeister";

  /** What a lead's number ends with, for rows that are no number at all. */
  static final String NO_NUMBER = "5558675310";

  private PrivacyMain() {}

  /** Twilio, the ledger, and how many leads. */
  public static void main(String[] args) {
    CallsClient calls =
        CallsClient.builder()
            .credentials(Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, AUTH_TOKEN))
            .baseUrl(URI.create(args[0]))
            .maxConnections(20)
            .retry(RetryPolicy.standard().backoff(Duration.ofMillis(5), Duration.ofMillis(50)))
            .responseTimeout(Duration.ofMillis(500))
            .build();
    try (calls;
        SqliteStore store = SqliteStore.open(Path.of(args[1]))) {
      Callbacks callbacks = Callbacks.signedBy(SignatureValidator.of(AUTH_TOKEN));
      Campaign campaign = campaign(calls, store);
      DisposableServer heard =
          HttpServer.create()
              .host("localhost")
              .port(0)
              .route(callbacks.routes("/status", campaign.callbacks()::acceptOrHangUp))
              .bindNow();
      URI status = URI.create("http://localhost:" + heard.port() + "/status");
      System.out.println(
          campaign
              .load(Flux.range(0, Integer.parseInt(args[2])).map(PrivacyMain::lead))
              .blockLast());
      System.out.println(campaign.template(lead -> template(lead, status)).run().done().block());
      heard.disposeNow();
    } catch (RuntimeException failure) {
      failure.printStackTrace(System.out);
    }
    System.out.println("THE END");
    System.exit(0); // event loops would end a little later by themselves
  }

  private static Lead lead(int i) {
    Map<String, String> data = Map.of("name", NAME + i);
    Lead lead = Lead.of(i % 20 == 19 ? NO_NUMBER + "x" + i : World.phone(i)).data(data);
    return i % 20 == 18 ? lead.zone(NAME + "/" + World.phone(i)) : lead;
  }

  private static CallTemplate template(Lead lead, URI status) {
    if (lead.phone().endsWith("7")) {
      throw new IllegalArgumentException("no text for " + lead.phone() + ", " + lead.data());
    }
    return CallTemplate.from("+15552223333")
        .twiml("<Response><Say>Hello " + lead.data().get("name") + "</Say></Response>")
        .statusCallback(status, StatusCallbackEvent.ANSWERED, StatusCallbackEvent.COMPLETED);
  }

  private static Campaign campaign(CallsClient calls, SqliteStore store) {
    return Campaign.named("autumn", store)
        .calls(calls)
        .template(World.TEMPLATE)
        .defaultRegion("US")
        .callsPerSecond(2_000)
        .maxInFlight(20)
        .settleAfter(Duration.ofMillis(300))
        .sendBy(Duration.ofSeconds(2))
        .clockSkew(Duration.ofHours(6))
        .maxQueueTime(Duration.ofHours(1))
        .gate(PrivacyMain::verdict)
        .retry(RetryByOutcome.none().busy(Duration.ofMillis(100), 1))
        .onUnresolved(OnUnresolved.holdAfter(Duration.ofSeconds(1)))
        .sweep(Duration.ofMillis(200), Duration.ofSeconds(2));
  }

  private static Mono<DialGate.Verdict> verdict(Lead lead) {
    return lead.phone().endsWith("3")
        ? Mono.just(DialGate.Verdict.never("on the list"))
        : Mono.just(DialGate.Verdict.call());
  }
}
