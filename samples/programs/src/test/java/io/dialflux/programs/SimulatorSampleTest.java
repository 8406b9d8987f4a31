package io.dialflux.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.error.ApiException;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Simulator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How to test code of one's own: against a Twilio that fails when it is told to. */
class SimulatorSampleTest {
  /** The code under test. */
  record Reminders(CallsClient calls) {
    private static final CallTemplate REMINDER =
        CallTemplate.from("+15552223333")
            .twiml("<Response><Say>See you at eight.</Say></Response>");

    Mono<Call> remind(String number) {
      return calls.create(REMINDER.to(number));
    }
  }

  @Test
  void aServerErrorDoesNotRingAnybodyTwice() {
    // tag::simulator[]
    try (Simulator twilio = Simulator.builder().start();
        CallsClient calls =
            CallsClient.builder()
                .credentials(
                    Credentials.authToken(
                        Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
                .baseUrl(twilio.baseUrl())
                .build()) {
      twilio.nextCreates(Fault.SERVER_ERROR_AFTER_PLACING);

      Mono<Call> reminded = new Reminders(calls).remind("+15558675310");

      assertThatThrownBy(reminded::block).isInstanceOf(ApiException.class);
      assertThat(twilio.oracle().rings("+15558675310")).isEqualTo(1); // what really happened
    }
    // end::simulator[]
  }
}
