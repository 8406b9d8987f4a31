package io.dialflux.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.callback.CallEvents;
import io.dialflux.callback.Callbacks;
import io.dialflux.callback.SignatureValidator;
import io.dialflux.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
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
}
