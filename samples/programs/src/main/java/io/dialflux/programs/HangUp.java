package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.call.UpdateCall;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends calls: one with a word of farewell, or all that wait in Twilio's queue. */
final class HangUp {
  private static final String FAREWELL = "<Response><Say>Goodbye.</Say><Hangup/></Response>";

  private HangUp() {}

  public static void main(String[] args) {
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      if (args.length == 1) {
        System.out.println(sayGoodbye(calls, args[0]).block());
      } else {
        cancelQueued(calls).doOnNext(System.out::println).blockLast();
      }
    }
  }

  /** Moves a call on to other words; one that nobody has answered yet is only ended. */
  static Mono<Call> sayGoodbye(CallsClient calls, String callSid) {
    return calls
        .fetch(callSid)
        .map(Call::status)
        .map(CallStatus.IN_PROGRESS::equals)
        .map(talking -> talking ? UpdateCall.twiml(FAREWELL) : UpdateCall.hangUp())
        .flatMap(update -> calls.update(callSid, update));
  }

  /** Takes back what was not dialled yet: {@code cancel} leaves alone who is talking already. */
  static Flux<Call> cancelQueued(CallsClient calls) {
    return calls
        .list(CallFilter.all().status(CallStatus.QUEUED).pageSize(1_000))
        .flatMap(call -> calls.update(call.sid(), UpdateCall.cancel()), 20);
  }
}
