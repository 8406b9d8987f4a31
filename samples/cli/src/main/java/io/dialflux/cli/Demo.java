package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Dials leads against a simulator that fails, reads the calls back, and asks the oracle who was
 * right. Everything is told on the terminal, by the main thread.
 */
final class Demo {
  private static final int PAGE_SIZE = 100;
  private static final Duration LONGER_THAN_ANY_CALL = Duration.ofMinutes(10);

  private final Terminal terminal;
  private final Simulator twilio;
  private final double callsPerSecond;

  Demo(Terminal terminal, Simulator twilio, double callsPerSecond) {
    this.terminal = terminal;
    this.twilio = twilio;
    this.callsPerSecond = callsPerSecond;
  }

  Verdict run(List<Lead> leads) {
    RateLimits rateLimits = new RateLimits();
    CallsClient calls =
        CallsClient.builder()
            .credentials(
                Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
            .baseUrl(twilio.baseUrl())
            .filter(rateLimits)
            .build();
    try {
      List<LeadResult> results = dial(leads, calls, rateLimits);
      long listed = readBack(calls);
      Judgement judgement = Judgement.of(leads.size(), results, twilio.oracle()::ringsOfAttempt);
      Verdict verdict = new Verdict(judgement, listed, twilio.oracle().totalRings());
      Conclusion.tell(verdict, rateLimits.met(), terminal);
      return verdict;
    } finally {
      calls.closeGracefully().block();
    }
  }

  private List<LeadResult> dial(List<Lead> leads, CallsClient calls, RateLimits rateLimits) {
    List<LeadResult> results = new ArrayList<>();
    Tally tally = new Tally();
    RateMeter pace = new RateMeter();
    ProgressBar bar = new ProgressBar(terminal, System::nanoTime, "dialling", leads.size());
    pace.observe(System.nanoTime(), 0);
    for (List<LeadResult> some : Ticks.of(new Dialling(calls, callsPerSecond).dial(leads))) {
      results.addAll(some);
      some.forEach(result -> tally.add(result.outcome()));
      pace.observe(System.nanoTime(), tally.total() - tally.count(LeadOutcome.NOT_SENT));
      bar.show(tally.total(), pace.perSecond(), details(tally, rateLimits));
    }
    bar.end(tally.total(), details(tally, rateLimits));
    return results;
  }

  private static String details(Tally tally, RateLimits rateLimits) {
    return tally + "; 429: " + rateLimits.met();
  }

  /** Every call of the account as its list has it, newest first, when all have ended. */
  private long readBack(CallsClient calls) {
    twilio.advance(LONGER_THAN_ANY_CALL);
    Map<CallStatus, Integer> statuses = new HashMap<>();
    RateMeter speed = new RateMeter();
    ProgressBar bar =
        new ProgressBar(terminal, System::nanoTime, "reading", twilio.oracle().totalRings());
    long listed = 0;
    speed.observe(System.nanoTime(), 0);
    for (List<CallStatus> some :
        Ticks.of(calls.list(CallFilter.all().pageSize(PAGE_SIZE)).map(call -> call.status()))) {
      listed += some.size();
      some.forEach(status -> statuses.merge(status, 1, Integer::sum));
      speed.observe(System.nanoTime(), listed);
      bar.show(listed, speed.perSecond(), details(statuses));
    }
    bar.end(listed, details(statuses));
    return listed;
  }

  private static String details(Map<CallStatus, Integer> statuses) {
    return statuses.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey().value()))
        .collect(Collectors.joining(", "));
  }
}
