package io.dialflux.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link Simulator}. Without any, it listens on a free port of 127.0.0.1, has the
 * account {@link Simulator#DEFAULT_ACCOUNT_SID}, runs as fast as the wall clock, dials one call per
 * second per account, as Twilio does, and has no faults.
 */
public final class SimulatorBuilder {
  private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");

  private final Map<String, @Nullable String> parents = new LinkedHashMap<>();
  private final Map<String, String> basic = new HashMap<>();
  private final Map<String, String> clients = new HashMap<>();
  private int port;
  private long seed;
  private Instant startTime = Instant.now();
  private double clockSpeed = 1;
  private double callsPerSecond = 1;
  private Outcomes outcomes = Outcomes.typical();
  private Faults faults = Faults.none();
  private Duration tokenLifetime = Duration.ofHours(1);
  private boolean accessLog;

  SimulatorBuilder() {}

  /** Adds an account. The first one takes the place of the default account. */
  public SimulatorBuilder account(String accountSid, String authToken) {
    return add(accountSid, authToken, null);
  }

  /** Adds a subaccount, on which its parent's credentials may act too. */
  public SimulatorBuilder subaccount(String parentSid, String accountSid, String authToken) {
    return add(accountSid, authToken, known(parentSid));
  }

  /** Adds an API key ({@code SK…}) to an account that was added before, or to the default one. */
  public SimulatorBuilder apiKey(String accountSid, String keySid, String secret) {
    basic.put(keySid + ":" + secret, known(accountSid));
    return this;
  }

  /** Adds an OAuth client, which gets its access tokens at {@code POST /v2/token}. */
  public SimulatorBuilder oauthClient(String accountSid, String clientId, String clientSecret) {
    clients.put(clientId + ":" + clientSecret, known(accountSid));
    return this;
  }

  /** How long access tokens are valid, on the wall clock; an hour by default, as at Twilio. */
  public SimulatorBuilder tokenLifetime(Duration lifetime) {
    tokenLifetime = lifetime;
    return this;
  }

  /** The port to listen on; 0, the default, is any free one. */
  public SimulatorBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** What SIDs, outcomes and faults by rate follow from; the same seed gives the same ones. */
  public SimulatorBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** The time at which the simulated world starts; now by default. */
  public SimulatorBuilder startTime(Instant start) {
    startTime = start;
    return this;
  }

  /**
   * How many times faster than the wall clock calls live, queues drain and dates pass. At 0 time
   * stands still and only {@link Simulator#advance} moves it.
   */
  public SimulatorBuilder clockSpeed(double speed) {
    if (!(speed >= 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed: 0 or more");
    }
    clockSpeed = speed;
    return this;
  }

  /** How many calls leave each account's queue per second of simulated time. */
  public SimulatorBuilder callsPerSecond(double rate) {
    if (!(rate > 0) || rate > 1_000_000) {
      throw new IllegalArgumentException("rate: more than 0, at most 1,000,000");
    }
    callsPerSecond = rate;
    return this;
  }

  /** How calls end; {@link Outcomes#typical} by default. */
  public SimulatorBuilder outcomes(Outcomes outcomes) {
    this.outcomes = outcomes;
    return this;
  }

  /** Which share of requests fails how; none by default. */
  public SimulatorBuilder faults(Faults faults) {
    this.faults = faults;
    return this;
  }

  /**
   * Whether each request is logged (SLF4J, logger {@code io.dialflux.simulator.access}, INFO), with
   * phone numbers masked; off by default.
   */
  public SimulatorBuilder accessLog(boolean on) {
    accessLog = on;
    return this;
  }

  /** Starts listening. Blocks until the port is bound, a few milliseconds. */
  public Simulator start() {
    if (parents.isEmpty()) {
      addDefault();
    }
    Oracle oracle = new Oracle();
    SimulatedClock clock = new SimulatedClock(startTime, clockSpeed);
    FaultScript script = new FaultScript(seed, faults);
    AccessTokens tokens = new AccessTokens(clients, seed, Clock.systemUTC(), tokenLifetime);
    CallsApi calls = new CallsApi(new Accounts(accounts(oracle), basic, tokens), clock);
    Endpoint endpoint = new Endpoint(calls, tokens, oracle, script, new AccessLog(accessLog), seed);
    return new Simulator(Server.start(port, endpoint, oracle), clock, oracle, script, tokens);
  }

  private Map<String, Account> accounts(Oracle oracle) {
    Map<String, Account> accounts = new HashMap<>();
    CallLife life = new CallLife(seed, outcomes);
    parents.forEach(
        (sid, parent) -> {
          AccountCalls calls =
              new AccountCalls(new CallSids(seed, sid), callsPerSecond, life, oracle);
          accounts.put(sid, new Account(sid, parent, calls, new CallJson(calls, sid)));
        });
    return accounts;
  }

  private SimulatorBuilder add(String accountSid, String authToken, @Nullable String parentSid) {
    if (!ACCOUNT_SID.matcher(accountSid).matches()) {
      throw new IllegalArgumentException("accountSid: AC and 32 hex digits");
    }
    parents.put(accountSid, parentSid);
    basic.put(accountSid + ":" + authToken, accountSid);
    return this;
  }

  private String known(String accountSid) {
    if (parents.isEmpty() && accountSid.equals(Simulator.DEFAULT_ACCOUNT_SID)) {
      addDefault();
    }
    if (!parents.containsKey(accountSid)) {
      throw new IllegalArgumentException("accountSid: add the account first");
    }
    return accountSid;
  }

  private void addDefault() {
    account(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN);
  }
}
