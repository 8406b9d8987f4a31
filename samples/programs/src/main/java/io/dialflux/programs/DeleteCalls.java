package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallFilter;
import reactor.core.publisher.Mono;

/** Deletes the records of all calls to one number that have ended, as its owner may ask for. */
final class DeleteCalls {
  private DeleteCalls() {}

  public static void main(String[] args) {
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      System.out.println(deleteCallsTo(calls, args[0]).block() + " deleted");
    }
  }

  static Mono<Long> deleteCallsTo(CallsClient calls, String number) {
    return calls
        .list(CallFilter.all().to(number).pageSize(1_000))
        .filter(call -> call.status().isTerminal())
        .flatMap(call -> calls.delete(call.sid()).thenReturn(call.sid()), 10)
        .count();
  }
}
