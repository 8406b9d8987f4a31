package io.dialflux.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.relay.HostileRelay;
import io.dialflux.simulator.relay.RelayBehaviour;
import org.junit.jupiter.api.Test;

/** How to find out whether a client understands HTTP, and not only one server's habits. */
class RelaySampleTest {
  @Test
  void theCallIsTheSameThroughARelay() {
    CallTemplate hello = CallTemplate.from("+15552223333").twiml("<Response/>");
    // tag::relay[]
    try (Simulator twilio = Simulator.builder().start();
        HostileRelay relay =
            HostileRelay.to(twilio.baseUrl())
                .seed(42)
                .rate(RelayBehaviour.INTERIM_ANSWERS, 1)
                .without(RelayBehaviour.DELAYS)
                .start();
        CallsClient calls =
            CallsClient.builder()
                .credentials(
                    Credentials.authToken(
                        Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
                .baseUrl(relay.baseUrl())
                .build()) {
      Call call = calls.create(hello.to("+15558675310")).block();

      assertThat(call.to()).isEqualTo("+15558675310"); // as without the relay
    }
    // end::relay[]
  }
}
