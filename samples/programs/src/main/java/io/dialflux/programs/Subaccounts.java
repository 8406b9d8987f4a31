package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallFilter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts today's calls of several subaccounts over one client's connections. */
final class Subaccounts {
  private Subaccounts() {}

  public static void main(String[] args) {
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      System.out.println(count(calls, List.of(args), today).block());
    }
  }

  static Mono<Map<String, Long>> count(CallsClient calls, List<String> accounts, LocalDate day) {
    CallFilter ofDay = CallFilter.all().startedOn(day).pageSize(1_000);
    return Flux.fromIterable(accounts)
        .flatMap(sid -> calls.account(sid).list(ofDay).count().map(n -> Map.entry(sid, n)), 4)
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
