package io.dialflux.simulator;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link Simulator}. Without any, it listens on a free port of 127.0.0.1, has the
 * account {@link Simulator#DEFAULT_ACCOUNT_SID}, runs as fast as the wall clock, dials one call per
 * second per account, as Twilio does, and has no faults.
 */
@CanIgnoreReturnValue
public final class SimulatorBuilder {
  private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");

  private static final long MOST_HISTORY = 100_000_000;

  final Map<String, @Nullable String> parents = new LinkedHashMap<>();
  final Map<String, String> authTokens = new HashMap<>();
  final Map<String, WebhookSignature> sharedKeys = new HashMap<>();
  final Map<String, String> basic = new HashMap<>();
  final Map<String, String> clients = new HashMap<>();
  final Set<String> tests = new HashSet<>();
  int port;
  long seed;
  Instant startTime = Instant.now();
  double clockSpeed = 1;
  double callsPerSecond = 1;
  Outcomes outcomes = Outcomes.typical();
  Faults faults = Faults.none();
  Webhooks webhooks = Webhooks.local();
  Duration tokenLifetime = Duration.ofHours(1);
  boolean accessLog;
  long historyCalls;
  Duration historySpan = Duration.ZERO;
  Duration listLag = Duration.ZERO;
  double emptyPages;
  long tokenMillis = -1;
  int concurrentCalls;
  int concurrentRequests;
  Duration slowAnswer = Duration.ofSeconds(2);
  Duration lateAnswer = Duration.ofMinutes(1);
  Duration eventsAfter = Duration.ofMinutes(15);
  Duration idleTimeout = Duration.ofMinutes(1);

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
   * {@return this builder, with a SharedKey that an account's webhooks are signed with in place of
   * its auth token, under HMAC-SHA256; another one takes its place}
   *
   * @param accountSid an account added before, or the default one
   * @param keyId the key's id
   * @param secret what the key signs with
   */
  public SimulatorBuilder sharedKey(String accountSid, String keyId, String secret) {
    return sharedKey(accountSid, keyId, secret, "HMAC_SHA256");
  }

  /**
   * {@return this builder, with a SharedKey as {@link #sharedKey(String, String, String)} has it,
   * under another hash}
   *
   * @param accountSid an account added before, or the default one
   * @param keyId the key's id
   * @param secret what the key signs with
   * @param algorithm {@code HMAC_SHA256} or {@code HMAC_SHA1}, as Twilio names them
   */
  public SimulatorBuilder sharedKey(
      String accountSid, String keyId, String secret, String algorithm) {
    sharedKeys.put(known(accountSid), WebhookSignature.ofSharedKey(keyId, secret, algorithm));
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
    SimulatedClock.checkSpeed(speed);
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
    checkRate(rate);
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

  /**
   * Gives the first account calls that were over before the simulated world began, spread over a
   * time up to its start. They follow from the seed and take no memory, so ten million over two
   * years are fine. The oracle does not count them.
   *
   * @param calls how many, at most 100,000,000
   * @param over the time they are spread over, a millisecond or more per call
   * @return this builder
   */
  public SimulatorBuilder history(long calls, Duration over) {
    if (calls < 0 || calls > MOST_HISTORY) {
      throw new IllegalArgumentException("calls: 0 to " + MOST_HISTORY);
    }
    if (over.toMillis() < calls) {
      throw new IllegalArgumentException("over: a millisecond or more per call");
    }
    historyCalls = calls;
    historySpan = over;
    return this;
  }

  /**
   * Adds test credentials, an account of their own: they may only create calls, which nobody dials
   * and the oracle does not count, from +15005550006. All else is refused with 20008.
   *
   * @param accountSid the test account, {@code AC} and 32 hex digits
   * @param authToken its auth token
   * @return this builder
   */
  public SimulatorBuilder testCredentials(String accountSid, String authToken) {
    tests.add(accountSid);
    return add(accountSid, authToken, null);
  }

  /**
   * For how long a new call is missing from lists and cannot be fetched, in simulated time; not at
   * all by default.
   *
   * @param lag not negative
   * @return this builder
   */
  public SimulatorBuilder listLag(Duration lag) {
    listLag = notNegative(lag, "lag");
    return this;
  }

  /**
   * The share of list pages behind the first that come without calls although more follow, as
   * Twilio's can; none by default. Which ones follows from the seed.
   *
   * @param share from 0 to less than 1
   * @return this builder
   */
  public SimulatorBuilder emptyPages(double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("share: from 0 to less than 1");
    }
    emptyPages = share;
    return this;
  }

  /**
   * How long a page token is good for, in simulated time; a later one is refused with 21481. For
   * ever by default.
   *
   * @param lifetime not negative
   * @return this builder
   */
  public SimulatorBuilder pageTokenLifetime(Duration lifetime) {
    tokenMillis = notNegative(lifetime, "lifetime").toMillis();
    return this;
  }

  /**
   * How many calls of an account may wait, ring or be in progress together, as young accounts are
   * limited (2 to 5); a create beyond is refused with 10004. 0, the default, is no limit.
   *
   * @param limit not negative
   * @return this builder
   */
  public SimulatorBuilder concurrentCalls(int limit) {
    concurrentCalls = notNegative(limit, "limit");
    return this;
  }

  /**
   * How many requests of an account are answered at the same time; one beyond is refused with 429
   * and 20429. 0, the default, is no limit.
   *
   * @param limit not negative
   * @return this builder
   */
  public SimulatorBuilder concurrentRequests(int limit) {
    concurrentRequests = notNegative(limit, "limit");
    return this;
  }

  /**
   * How long {@link Fault#SLOW_ANSWER_AFTER_PLACING} and {@link Fault#TRICKLED_BODY_AFTER_PLACING}
   * take, on the wall clock; 2 seconds by default.
   *
   * @param after not negative
   * @return this builder
   */
  public SimulatorBuilder slowAnswer(Duration after) {
    slowAnswer = notNegative(after, "after");
    return this;
  }

  /**
   * How long {@link Fault#LATE_ANSWER_AFTER_PLACING} and {@link Fault#LATE_PLACING} take, on the
   * wall clock; a minute by default.
   *
   * @param after not negative
   * @return this builder
   */
  public SimulatorBuilder lateAnswer(Duration after) {
    lateAnswer = notNegative(after, "after");
    return this;
  }

  /**
   * How long an idle connection stays open, on the wall clock; a minute by default.
   *
   * @param timeout more than nothing
   * @return this builder
   */
  public SimulatorBuilder idleTimeout(Duration timeout) {
    idleTimeout = timeout;
    return this;
  }

  /**
   * How long after the end of a call its {@code Events.json} tells of it, in simulated time; 15
   * minutes by default, as at Twilio.
   *
   * @param delay not negative
   * @return this builder
   */
  public SimulatorBuilder eventsAfter(Duration delay) {
    eventsAfter = notNegative(delay, "delay");
    return this;
  }

  /**
   * Which webhooks are sent and how reliably; {@link Webhooks#local} by default.
   *
   * @param webhooks in place of the ones before
   * @return this builder
   */
  public SimulatorBuilder webhooks(Webhooks webhooks) {
    this.webhooks = webhooks;
    return this;
  }

  /**
   * Starts listening. Blocks until the port is bound, a few milliseconds.
   *
   * @return the running simulator, to be closed
   */
  @CheckReturnValue
  public Simulator start() {
    if (parents.isEmpty()) {
      addDefault();
    }
    return Simulation.start(this);
  }

  static void checkRate(double callsPerSecond) {
    if (!(callsPerSecond > 0) || callsPerSecond > 1_000_000) {
      throw new IllegalArgumentException("rate: more than 0, at most 1,000,000");
    }
  }

  private static Duration notNegative(Duration duration, String name) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + ": not negative");
    }
    return duration;
  }

  private static int notNegative(int number, String name) {
    if (number < 0) {
      throw new IllegalArgumentException(name + ": not negative");
    }
    return number;
  }

  private SimulatorBuilder add(String accountSid, String authToken, @Nullable String parentSid) {
    if (!ACCOUNT_SID.matcher(accountSid).matches()) {
      throw new IllegalArgumentException("accountSid: AC and 32 hex digits");
    }
    parents.put(accountSid, parentSid);
    authTokens.put(accountSid, authToken);
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
