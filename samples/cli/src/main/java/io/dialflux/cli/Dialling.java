package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.dial.BulkDialer;
import io.dialflux.dial.DialResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** Dials leads through a {@link BulkDialer}, one result for each. */
final class Dialling {
  private static final CallTemplate GREETING =
      CallTemplate.from("+12125550100")
          .twiml("<Response><Say>Hello from Dialflux</Say></Response>");

  private final BulkDialer dialer;

  Dialling(CallsClient calls, double callsPerSecond) {
    this.dialer = BulkDialer.with(calls).callsPerSecond(callsPerSecond);
  }

  Flux<LeadResult> dial(List<Lead> leads) {
    return Flux.defer(
        () -> {
          Map<String, Lead> byId = new HashMap<>();
          List<CreateCall> requests = new ArrayList<>();
          List<LeadResult> unfit = new ArrayList<>();
          for (Lead lead : leads) {
            byId.put(lead.id(), lead);
            try {
              requests.add(request(lead));
            } catch (IllegalArgumentException noPhoneNumber) {
              unfit.add(new LeadResult(lead, LeadOutcome.NOT_SENT));
            }
          }
          return Flux.fromIterable(unfit)
              .concatWith(
                  dialer
                      .dial(Flux.fromIterable(requests))
                      .map(result -> new LeadResult(lead(byId, result), outcome(result))));
        });
  }

  /** The address carries the attempt's id through Twilio, and the oracle counts rings by it. */
  private static CreateCall request(Lead lead) {
    URI stamped = URI.create("https://dialflux.invalid/status?attempt=" + lead.id());
    return GREETING.statusCallback(stamped).to(lead.phone()).tag(lead.id());
  }

  private static Lead lead(Map<String, Lead> byId, DialResult result) {
    return Objects.requireNonNull(byId.get(result.request().tag()), "a result of no lead");
  }

  private static LeadOutcome outcome(DialResult result) {
    return result.fold(
        placed -> LeadOutcome.PLACED,
        refused -> LeadOutcome.REFUSED,
        notSent -> LeadOutcome.NOT_SENT,
        unknown -> LeadOutcome.UNKNOWN);
  }
}
