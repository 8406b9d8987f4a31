package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import reactor.core.publisher.Mono;

/** Says what to do after each failure of a create. */
final class HandleFailure {
  private HandleFailure() {}

  public static void main(String[] args) {
    CallTemplate hello =
        CallTemplate.from("+15552223333").twiml("<Response><Say>Hello.</Say></Response>");
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      System.out.println(call(calls, hello.to(args[0])).block());
    }
  }

  static Mono<String> call(CallsClient calls, CreateCall call) {
    return calls
        .create(call)
        .map(placed -> "placed as " + placed.sid())
        .onErrorResume(CallsException.class, e -> Mono.just(advice(e)));
  }

  static String advice(CallsException e) {
    if (e.outcome() == Outcome.UNKNOWN) {
      return "a phone may have rung: look for the call before dialling again";
    }
    if (e instanceof NotSentException unsent) {
      boolean refused = unsent.reason() == Reason.CREDENTIALS && unsent.isFinal();
      return "no phone rang, because of "
          + unsent.reason()
          + (refused ? ": mend them first" : ": dial again later");
    }
    if (e instanceof RateLimitedException limited) {
      return "no phone rang: slow down, and wait " + limited.retryAfter();
    }
    if (e instanceof ApiException refusal) {
      return "no phone rang: Twilio refuses it, code " + refusal.code();
    }
    return "no phone rang";
  }
}
