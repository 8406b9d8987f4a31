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

  /**
   * {@return this builder, with an account} The first one takes the place of the default account.
   *
   * @param accountSid AC and 32 hexadecimal digits
   * @param authToken any text without a colon
   */
  public SimulatorBuilder account(String accountSid, String authToken) {
    return add(accountSid, authToken, null);
  }

  /**
   * {@return this builder, with a subaccount, on which its parent's credentials may act too}
   *
   * @param parentSid an account added before, or the default one
   * @param accountSid AC and 32 hexadecimal digits
   * @param authToken any text without a colon
   */
  public SimulatorBuilder subaccount(String parentSid, String accountSid, String authToken) {
    return add(accountSid, authToken, known(parentSid));
  }

  /**
   * {@return this builder, with an API key}
   *
   * @param accountSid an account added before, or the default one
   * @param keySid such as {@code SK…}
   * @param secret what the key is used with
   */
  public SimulatorBuilder apiKey(String accountSid, String keySid, String secret) {
    basic.put(keySid + ":" + secret, known(accountSid));
    return this;
  }

  /**
   * {@return this builder, with an OAuth client, which gets its access tokens at {@code POST
   * /v2/token}}
   *
   * @param accountSid an account added before, or the default one
   * @param clientId any text
   * @param clientSecret any text
   */
  public SimulatorBuilder oauthClient(String accountSid, String clientId, String clientSecret) {
    clients.put(clientId + ":" + clientSecret, known(accountSid));
    return this;
  }

  /**
   * {@return this builder, with how long access tokens are valid}
   *
   * @param lifetime on the wall clock; an hour by default, as at Twilio
   */
  public SimulatorBuilder tokenLifetime(Duration lifetime) {
    tokenLifetime = lifetime;
    return this;
  }

  /**
   * {@return this builder, with the port to listen on}
   *
   * @param port 0, the default, is any free one
   */
  public SimulatorBuilder port(int port) {
    this.port = port;
    return this;
  }

  /**
   * {@return this builder, with what SIDs, outcomes and faults by rate follow from}
   *
   * @param seed the same one gives the same ones; 0 by default
   */
  public SimulatorBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * {@return this builder, with the time at which the simulated world starts}
   *
   * @param start now by default
   */
  public SimulatorBuilder startTime(Instant start) {
    startTime = start;
    return this;
  }

  /**
   * {@return this builder, with how many times faster than the wall clock calls live, queues drain
   * and dates pass}
   *
   * @param speed 1 by default; at 0 time stands still and only {@link Simulator#advance} moves it
   */
  public SimulatorBuilder clockSpeed(double speed) {
    if (!(speed >= 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed: 0 or more");
    }
    clockSpeed = speed;
    return this;
  }

  /**
   * {@return this builder, with how many calls leave each account's queue per second of simulated
   * time}
   *
   * @param rate above 0, at most 1,000,000; 1 by default, as at Twilio
   */
  public SimulatorBuilder callsPerSecond(double rate) {
    if (!(rate > 0) || rate > 1_000_000) {
      throw new IllegalArgumentException("rate: more than 0, at most 1,000,000");
    }
    callsPerSecond = rate;
    return this;
  }

  /**
   * {@return this builder, with how calls end}
   *
   * @param outcomes {@link Outcomes#typical} by default
   */
  public SimulatorBuilder outcomes(Outcomes outcomes) {
    this.outcomes = outcomes;
    return this;
  }

  /**
   * {@return this builder, with which share of requests fails how}
   *
   * @param faults none by default
   */
  public SimulatorBuilder faults(Faults faults) {
    this.faults = faults;
    return this;
  }

  /**
   * {@return this builder, with whether each request is logged (SLF4J, logger {@code
   * io.dialflux.simulator.access}, INFO), with phone numbers masked}
   *
   * @param on false by default
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
