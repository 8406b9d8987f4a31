package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.call.CallTemplate;
import io.dialflux.simulator.Simulator;
import java.util.List;
import reactor.core.publisher.Flux;

/** What the programs' tests share: a client of the simulator, and calls to begin with. */
final class Local {
  static final CallTemplate HELLO =
      CallTemplate.from("+15552223333").twiml("<Response><Say>Hello.</Say></Response>");

  private Local() {}

  static CallsClient client(Simulator twilio) {
    return options(twilio).build();
  }

  static CallsClientBuilder options(Simulator twilio) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(twilio.baseUrl());
  }

  /** Places calls one after the other; their SIDs, oldest first. */
  static List<String> place(CallsClient calls, String... numbers) {
    return Flux.fromArray(numbers)
        .concatMap(number -> calls.create(HELLO.to(number)))
        .map(call -> call.sid())
        .collectList()
        .block();
  }
}
