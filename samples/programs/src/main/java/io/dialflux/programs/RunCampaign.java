package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Calls the numbers of a file, one a line, once each: killed and started again, it goes on. */
final class RunCampaign {
  private RunCampaign() {}

  public static void main(String[] args) {
    CallTemplate reminder =
        CallTemplate.from("+15552223333")
            .twiml("<Response><Say>Your table is ready.</Say></Response>");
    Flux<Lead> leads =
        Flux.using(() -> Files.lines(Path.of(args[0])), Flux::fromStream, lines -> lines.close())
            .subscribeOn(Schedulers.boundedElastic()) // files block
            .map(Lead::of);
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      run(calls, Path.of(args[0] + ".ledger"), reminder, leads);
    }
  }

  static void run(CallsClient calls, Path ledger, CallTemplate reminder, Flux<Lead> leads) {
    // tag::run-campaign[]
    try (SqliteStore store = SqliteStore.open(ledger)) {
      Campaign autumn =
          Campaign.named("autumn", store).calls(calls).template(reminder).callsPerSecond(30);
      autumn
          .load(leads)
          .then(Mono.defer(() -> autumn.run().done())) // run() dials when it is called
          .doOnNext(end -> System.out.println(end.placed() + " of " + end.leads() + " called"))
          .block();
    }
    // end::run-campaign[]
  }
}
