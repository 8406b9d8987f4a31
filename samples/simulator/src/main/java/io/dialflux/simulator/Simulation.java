package io.dialflux.simulator;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** Puts the parts of a simulator together. */
final class Simulation {
  private static final int SEARCHES = 2;

  private final SimulatorBuilder options;
  private final Deque<Disposable> parts = new ArrayDeque<>();
  private final Oracle oracle = new Oracle();
  private final SimulatedClock clock;
  private final AccessLog log;
  private final CallLife life;
  private final WebhookScript webhookFaults;
  private final LoopResources loops = Server.threads();
  private final WebhookClient webhookClient;
  private final WebhookSender webhookSender = part(new WebhookSender());
  private final Timeline timeline;

  private Simulation(SimulatorBuilder options) {
    this.options = options;
    this.clock = new SimulatedClock(options.startTime, options.clockSpeed);
    this.log = new AccessLog(options.accessLog);
    this.life = new CallLife(options.seed, options.outcomes);
    this.webhookFaults = new WebhookScript(options.seed, options.webhooks);
    this.webhookClient =
        new WebhookClient(webhookSender.connections(), loops, clock, log, options.seed);
    this.timeline =
        part(new Timeline(clock, Schedulers.newSingle("dialflux-simulator-time", true)));
  }

  static Simulator start(SimulatorBuilder options) {
    return new Simulation(options).start();
  }

  private Simulator start() {
    FaultScript faults = new FaultScript(options.seed, options.faults);
    AccessTokens tokens =
        new AccessTokens(options.clients, options.seed, Clock.systemUTC(), options.tokenLifetime);
    Accounts accounts = new Accounts(accounts(), options.basic, tokens);
    Scheduler searches = part(Schedulers.newParallel("dialflux-simulator-lists", SEARCHES, true));
    Scheduler timer = part(Schedulers.newSingle("dialflux-simulator-timer", true));
    Endpoint endpoint =
        new Endpoint(
            new CallsApi(accounts, clock, lists(), options.eventsAfter.toMillis(), searches),
            tokens,
            control(accounts, faults),
            oracle,
            faults,
            log,
            new ApiConcurrency(options.concurrentRequests),
            new Slowness(options.slowAnswer, options.lateAnswer, timer),
            part(new Background()),
            options.seed);
    try {
      Server server = Server.start(options.port, options.idleTimeout, loops, endpoint, oracle);
      return new Simulator(
          server,
          this::end,
          new SimulatedTime(clock, timeline),
          accounts,
          oracle,
          faults,
          webhookFaults,
          tokens);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  private ControlApi control(Accounts accounts, FaultScript faults) {
    return new ControlApi(
        new OracleApi(oracle),
        new StateJson(clock, accounts, faults, webhookFaults, oracle),
        new Director(new SimulatedTime(clock, timeline), accounts, faults, webhookFaults));
  }

  private ListBehaviour lists() {
    return new ListBehaviour(
        options.seed, options.listLag.toMillis(), options.emptyPages, options.tokenMillis);
  }

  private Map<String, Account> accounts() {
    Map<String, Account> accounts = new HashMap<>();
    String first = options.parents.keySet().iterator().next();
    options.parents.forEach(
        (sid, parent) ->
            accounts.put(
                sid, account(sid, parent, sid.equals(first), options.tests.contains(sid))));
    return accounts;
  }

  private Account account(String sid, @Nullable String parent, boolean first, boolean test) {
    AccountCalls calls =
        new AccountCalls(
            new CallSids(options.seed, sid),
            first ? history() : GeneratedHistory.none(life),
            options.callsPerSecond,
            new ConcurrentCalls(options.concurrentCalls),
            life,
            test ? new Oracle() : oracle);
    CallProgress progress =
        new CallProgress(
            sid,
            signature(sid),
            calls,
            life,
            clock,
            timeline,
            test ? new WebhookScript(options.seed, Webhooks.off()) : webhookFaults,
            webhookClient,
            webhookSender);
    calls.watch(progress);
    return new Account(
        sid, parent, test, calls, progress, new CallJson(calls, sid), new CallEventsJson(sid));
  }

  private WebhookSignature signature(String accountSid) {
    WebhookSignature sharedKey = options.sharedKeys.get(accountSid);
    return sharedKey == null
        ? WebhookSignature.ofAuthToken(options.authTokens.getOrDefault(accountSid, ""))
        : sharedKey;
  }

  private GeneratedHistory history() {
    return new GeneratedHistory(
        options.seed,
        options.historyCalls,
        options.startTime.toEpochMilli(),
        options.historySpan.toMillis(),
        life);
  }

  /** Something that ends with the simulator, before the parts that it was made of. */
  private <T extends Disposable> T part(T part) {
    parts.push(part);
    return part;
  }

  /** All of them, also after one that cannot end here, as where a thread must not block. */
  private void end() {
    Disposable part = parts.poll();
    if (part != null) {
      try {
        part.dispose();
      } finally {
        end();
      }
    }
  }
}
