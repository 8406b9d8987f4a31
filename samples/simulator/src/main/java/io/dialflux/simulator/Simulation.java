package io.dialflux.simulator;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the parts of a simulator together, and is where they are ended together. */
final class Simulation {
  private static final int SEARCHES = 2;

  private Simulation() {}

  static Simulator start(SimulatorBuilder options) {
    Disposable.Composite parts = Disposables.composite();
    try {
      return start(options, parts);
    } catch (RuntimeException e) {
      parts.dispose();
      throw e;
    }
  }

  private static Simulator start(SimulatorBuilder options, Disposable.Composite parts) {
    Oracle oracle = new Oracle();
    SimulatedClock clock = new SimulatedClock(options.startTime, options.clockSpeed);
    FaultScript script = new FaultScript(options.seed, options.faults);
    AccessTokens tokens =
        new AccessTokens(options.clients, options.seed, Clock.systemUTC(), options.tokenLifetime);
    Accounts accounts = new Accounts(accounts(options, oracle), options.basic, tokens);
    Scheduler searches = Schedulers.newParallel("dialflux-simulator-lists", SEARCHES, true);
    parts.add(searches);
    Scheduler timer = Schedulers.newSingle("dialflux-simulator-timer", true);
    parts.add(timer);
    Background background = new Background();
    parts.add(background);
    ListBehaviour lists =
        new ListBehaviour(
            options.seed, options.listLag.toMillis(), options.emptyPages, options.tokenMillis);
    Endpoint endpoint =
        new Endpoint(
            new CallsApi(accounts, clock, lists, searches),
            tokens,
            oracle,
            script,
            new AccessLog(options.accessLog),
            new ApiConcurrency(options.concurrentRequests),
            new Slowness(options.slowAnswer, options.lateAnswer, timer),
            background,
            options.seed);
    Server server = Server.start(options.port, options.idleTimeout, endpoint, oracle);
    return new Simulator(server, parts, clock, accounts, oracle, script, tokens);
  }

  private static Map<String, Account> accounts(SimulatorBuilder options, Oracle oracle) {
    Map<String, Account> accounts = new HashMap<>();
    CallLife life = new CallLife(options.seed, options.outcomes);
    String first = options.parents.keySet().iterator().next();
    options.parents.forEach(
        (sid, parent) -> {
          boolean test = options.tests.contains(sid);
          AccountCalls calls =
              new AccountCalls(
                  new CallSids(options.seed, sid),
                  sid.equals(first) ? history(options, life) : GeneratedHistory.none(life),
                  options.callsPerSecond,
                  new ConcurrentCalls(options.concurrentCalls),
                  life,
                  test ? new Oracle() : oracle);
          accounts.put(sid, new Account(sid, parent, test, calls, new CallJson(calls, sid)));
        });
    return accounts;
  }

  private static GeneratedHistory history(SimulatorBuilder options, CallLife life) {
    return new GeneratedHistory(
        options.seed,
        options.historyCalls,
        options.startTime.toEpochMilli(),
        options.historySpan.toMillis(),
        life);
  }
}
