package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.error.CallsException;

/** Places one phone call. */
final class FirstCall {
  private FirstCall() {}

  public static void main(String[] args) {
    // tag::first-call[]
    CallsClient calls = CallsClient.fromEnvironment(); // TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN

    // end::first-call[]
    call(calls);
  }

  static void call(CallsClient calls) {
    // tag::first-call[]
    CallTemplate hello =
        CallTemplate.from("+15552223333").twiml("<Response><Say>Hello, world.</Say></Response>");

    calls
        .create(hello.to("+15558675310"))
        .doOnNext(call -> System.out.println(call.sid() + " is " + call.status()))
        .doOnError(CallsException.class, e -> System.out.println("failed: " + e.outcome()))
        .then(calls.closeGracefully())
        .block();
    // end::first-call[]
  }
}
