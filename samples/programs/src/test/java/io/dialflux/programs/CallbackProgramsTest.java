package io.dialflux.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.callback.CallEvents;
import io.dialflux.callback.Callbacks;
import io.dialflux.callback.SignatureValidator;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;

/** Runs the programs that receive callbacks. */
class CallbackProgramsTest {
  @Test
  void followCallWaitsForItsEnd() {
    CallEvents events = CallEvents.buffering(8);
    Callbacks callbacks = Callbacks.signedBy(SignatureValidator.of(Simulator.DEFAULT_AUTH_TOKEN));
    DisposableServer server = FollowCall.serve(callbacks, events, 0);
    try (Simulator twilio = Simulator.builder().clockSpeed(100).start();
        CallsClient calls = Local.client(twilio)) {
      URI status = URI.create("http://127.0.0.1:" + server.port() + "/status");
      Call ended =
          FollowCall.follow(calls, Local.HELLO.statusCallback(status).to("+15558675310"), events)
              .block(Duration.ofSeconds(30));
      assertThat(ended.status().isTerminal()).isTrue();
    } finally {
      server.disposeNow();
    }
  }

  @Test
  void hearCampaignKnowsTheEndsWithoutAList(@TempDir Path folder) {
    Callbacks callbacks = Callbacks.signedBy(SignatureValidator.of(Simulator.DEFAULT_AUTH_TOKEN));
    Mono<String> twiml = Mono.just("<Response><Hangup/></Response>");
    try (Simulator twilio =
            Simulator.builder().clockSpeed(100).outcomes(Outcomes.allCompleted()).start();
        CallsClient calls = Local.client(twilio);
        SqliteStore store = SqliteStore.open(folder.resolve("ledger"))) {
      Campaign autumn = Campaign.named("autumn", store).calls(calls).callsPerSecond(30);
      DisposableServer server = HearCampaign.serve(autumn, callbacks, twiml, 0);
      URI here = URI.create("http://127.0.0.1:" + server.port() + "/");
      Campaign dialled =
          autumn
              .template(
                  CallTemplate.from("+15552223333")
                      .url(here.resolve("answer"))
                      .statusCallback(here.resolve("status")))
              .sweep(Duration.ofHours(1), Duration.ZERO);
      dialled.load(Flux.just(Lead.of("+15558675310"), Lead.of("+15558675311"))).blockLast();
      dialled.run().done().block(Duration.ofSeconds(30));
      Long completed =
          Flux.interval(Duration.ofMillis(20))
              .onBackpressureDrop() // a count may take longer than a tick
              .concatMap(tick -> store.counts("autumn"))
              .map(counts -> counts.in(LeadState.COMPLETED))
              .filter(ended -> ended == 2)
              .blockFirst(Duration.ofSeconds(30));
      assertThat(completed).isEqualTo(2);
      server.disposeNow();
    }
  }
}
