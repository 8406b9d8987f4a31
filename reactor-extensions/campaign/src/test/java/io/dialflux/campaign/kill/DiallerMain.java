package io.dialflux.campaign.kill;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.MachineDetection;
import io.dialflux.call.StatusCallbackEvent;
import io.dialflux.callback.Callbacks;
import io.dialflux.callback.SignatureValidator;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignCallbacks;
import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignProgress;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import io.dialflux.simulator.Simulator;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A campaign as people run one: the same command begins it and goes on with it. Prints {@code
 * loaded} before it dials, {@code calling} when its first create is about to be sent, and ends when
 * the campaign does.
 */
final class DiallerMain {
  static final String CAMPAIGN = "autumn";
  static final Duration SEND_BY = Duration.ofSeconds(2);

  private DiallerMain() {}

  /**
   * Ledger, Twilio, policy, leads, creates a second, the port of its callbacks, and when late leads
   * may be called.
   */
  public static void main(String[] args) {
    endWithStandardInput();
    int port = Integer.parseInt(args[5]);
    Instant opens = Instant.ofEpochMilli(Long.parseLong(args[6]));
    try (SqliteStore store = SqliteStore.open(Path.of(args[0]));
        CallsClient calls = builder(URI.create(args[1])).filter(sayingWhenItCalls()).build()) {
      Campaign campaign = Rules.on(campaign(store, calls, Policy.valueOf(args[2]), port), opens);
      DisposableServer server = hear(campaign.callbacks(), port);
      int leads = Integer.parseInt(args[3]);
      campaign.load(Flux.range(0, leads).map(i -> Rules.lead(i, opens))).blockLast();
      System.out.println("loaded");
      campaign = campaign.callsPerSecond(Integer.parseInt(args[4]));
      toTheEnd(campaign);
      server.disposeNow(); // callbacks that have begun are written down
      while (!isOver(store.counts(CAMPAIGN).block())) {
        toTheEnd(campaign); // what a callback has told after a run's end is for the next
      }
    }
  }

  private static void toTheEnd(Campaign campaign) {
    CampaignProgress end = campaign.run().done().block();
    if (end.open() > 0) {
      throw new IllegalStateException("the run ended before all was done: " + end.counts());
    }
  }

  private static boolean isOver(CampaignCounts counts) {
    return counts.open() + counts.in(LeadState.PLACED) == 0;
  }

  private static DisposableServer hear(CampaignCallbacks calls, int port) {
    Callbacks callbacks = Callbacks.signedBy(SignatureValidator.of(Simulator.DEFAULT_AUTH_TOKEN));
    Mono<String> twiml = Mono.just("<Response><Say>Hello</Say></Response>");
    return HttpServer.create()
        .host("localhost")
        .port(port)
        // with which it closes gracefully
        .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
        .route(
            routes -> {
              callbacks.routes("/status", calls::acceptOrHangUp).accept(routes);
              callbacks
                  .instructions("/answer", event -> calls.answerOrHangUp(event, twiml))
                  .accept(routes);
            })
        .bindNow();
  }

  private static ExchangeFilter sayingWhenItCalls() {
    AtomicBoolean said = new AtomicBoolean();
    return (request, next) -> {
      if (request.operation() == Operation.CREATE && said.compareAndSet(false, true)) {
        System.out.println("calling");
      }
      return next.exchange(request);
    };
  }

  static CallsClient client(URI twilio) {
    return builder(twilio).build();
  }

  private static CallsClientBuilder builder(URI twilio) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(twilio)
        .maxConnections(50)
        .responseTimeout(Duration.ofMillis(700));
  }

  /** With waits short enough for a test. */
  private static Campaign campaign(SqliteStore store, CallsClient calls, Policy policy, int port) {
    String here = "http://localhost:" + port;
    CallTemplate template =
        CallTemplate.from("+15552223333")
            .url(URI.create(here + "/answer"))
            .statusCallback(
                URI.create(here + "/status"),
                StatusCallbackEvent.INITIATED,
                StatusCallbackEvent.RINGING,
                StatusCallbackEvent.ANSWERED,
                StatusCallbackEvent.COMPLETED)
            .machineDetection(MachineDetection.ENABLE);
    return Campaign.named(CAMPAIGN, store)
        .calls(calls)
        .template(template)
        .maxInFlight(40)
        .settleAfter(Duration.ofSeconds(1))
        .sendBy(SEND_BY)
        .clockSkew(Duration.ofHours(24)) // the simulator's clock runs ahead
        .maxQueueTime(Duration.ofHours(1))
        .onUnresolved(policy.onUnresolved)
        .sweep(Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /** No dialler outlives the test. */
  private static void endWithStandardInput() {
    Thread thread =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException gone) {
                // the same as its end
              }
              Runtime.getRuntime().halt(3);
            });
    thread.setDaemon(true);
    thread.start();
  }
}
