package io.dialflux;

import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.simulator.Simulator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** The simulator's answers are its requests' own, for every operation and whatever is escaped. */
class SimulatorMatchTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+15558675310",
        "+5215512345678",
        "client:J\u00fcrgen&Co+100%/\u5c71?=#x",
        "sip:bob+1;x=y@example.com"
      })
  void everyOperationGetsItsOwnAnswer(String to) {
    CallTemplate template =
        CallTemplate.from("+15552223333").twiml("<Response><Hangup/></Response>");
    try (Simulator twilio = Simulator.builder().start();
        CallsClient calls =
            CallsClient.builder()
                .credentials(
                    Credentials.authToken(
                        Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
                .baseUrl(twilio.baseUrl())
                .retry(RetryPolicy.none())
                .build()) {
      Flux.range(0, 5).concatMap(i -> calls.create(template.to(to))).then().block(LONG);
      CallFilter filter = CallFilter.all().to(to).from("+15552223333").pageSize(2);
      assertThat(all(calls.list(filter))).hasSize(5);
      PageToken next = calls.pages(filter).blockFirst(LONG).next();
      assertThat(all(calls.list(next))).hasSize(3);

      String sid = calls.list(filter).blockFirst(LONG).sid();
      assertThat(calls.fetch(sid).block(LONG).to()).isEqualTo(to);
      assertThat(calls.events(sid).collectList().block(LONG)).isNotNull();
      Call ended = calls.update(sid, UpdateCall.cancel()).block(LONG);
      assertThat(ended.sid()).isEqualTo(sid);
      assertThat(all(calls.list(filter.status(CallStatus.CANCELED)))).hasSize(1);
      assertThat(all(calls.list(filter.parentCall(sid)))).isEmpty();
    }
  }
}
