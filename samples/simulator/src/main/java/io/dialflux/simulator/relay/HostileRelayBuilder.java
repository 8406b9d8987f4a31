package io.dialflux.simulator.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The options of a {@link HostileRelay}. Immutable: each option returns a new builder. Without any,
 * a relay listens on a free port of 127.0.0.1, does all that is lawful at its usual rate, pauses
 * for at most 3 milliseconds at a time, and takes its seed from the clock.
 */
@CheckReturnValue
public final class HostileRelayBuilder {
  private final String host;
  private final int serverPort;
  private final int port;
  private final long seed;
  private final Map<RelayBehaviour, Double> rates;
  private final Duration delay;
  private final Duration drip;

  private HostileRelayBuilder(
      String host,
      int serverPort,
      int port,
      long seed,
      Map<RelayBehaviour, Double> rates,
      Duration delay,
      Duration drip) {
    this.host = host;
    this.serverPort = serverPort;
    this.port = port;
    this.seed = seed;
    this.rates = rates;
    this.delay = delay;
    this.drip = drip;
  }

  static HostileRelayBuilder to(String host, int serverPort) {
    Map<RelayBehaviour, Double> usual = new EnumMap<>(RelayBehaviour.class);
    for (RelayBehaviour behaviour : RelayBehaviour.values()) {
      usual.put(behaviour, behaviour.usualRate());
    }
    return new HostileRelayBuilder(
        host, serverPort, 0, System.nanoTime(), usual, Duration.ofMillis(3), Duration.ofMillis(50));
  }

  /**
   * Sets what the relay's decisions follow from. The same seed does the same to the n-th answer of
   * the m-th connection.
   *
   * @param seed any number
   * @return a new builder
   */
  public HostileRelayBuilder seed(long seed) {
    return new HostileRelayBuilder(host, serverPort, port, seed, rates, delay, drip);
  }

  /**
   * Sets the port to listen on.
   *
   * @param port 1 to 65,535, or 0 for any free one
   * @return a new builder
   */
  public HostileRelayBuilder port(int port) {
    return new HostileRelayBuilder(host, serverPort, port, seed, rates, delay, drip);
  }

  /**
   * Sets the share of answers to which a behaviour is done, of those to which it can be.
   *
   * @param behaviour lawful or not
   * @param share 0 to 1
   * @return a new builder
   */
  public HostileRelayBuilder rate(RelayBehaviour behaviour, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " is not between 0 and 1");
    }
    Map<RelayBehaviour, Double> more = new EnumMap<>(rates);
    more.put(behaviour, share);
    return rates(more);
  }

  /**
   * Switches behaviours off.
   *
   * @param behaviours each with a rate of 0 from now on
   * @return a new builder
   */
  public HostileRelayBuilder without(RelayBehaviour... behaviours) {
    Map<RelayBehaviour, Double> fewer = new EnumMap<>(rates);
    for (RelayBehaviour behaviour : behaviours) {
      fewer.put(behaviour, 0.0);
    }
    return rates(fewer);
  }

  /**
   * Does these behaviours to every answer, and no others. Without an argument the relay re-frames
   * nothing.
   *
   * @param behaviours each with a rate of 1; all others have a rate of 0
   * @return a new builder
   */
  public HostileRelayBuilder only(RelayBehaviour... behaviours) {
    HostileRelayBuilder none = without(RelayBehaviour.values());
    for (RelayBehaviour behaviour : behaviours) {
      none = none.rate(behaviour, 1);
    }
    return none;
  }

  private static RelayBehaviour[] switchedOff() {
    return Stream.of(System.getProperty(HostileRelay.WITHOUT, "").split(","))
        .filter(name -> !name.isBlank())
        .map(name -> RelayBehaviour.valueOf(name.strip()))
        .toArray(RelayBehaviour[]::new);
  }

  private HostileRelayBuilder rates(Map<RelayBehaviour, Double> rates) {
    return new HostileRelayBuilder(host, serverPort, port, seed, rates, delay, drip);
  }

  /**
   * Sets how long the relay pauses at most at each boundary ({@link RelayBehaviour#DELAYS}).
   *
   * @param most 0 or more; whole milliseconds count
   * @return a new builder
   */
  public HostileRelayBuilder delay(Duration most) {
    return new HostileRelayBuilder(
        host, serverPort, port, seed, rates, notNegative("most", most), drip);
  }

  /**
   * Sets how long the relay waits between the drips of {@link RelayBehaviour#DRIPPING_HEAD} and
   * {@link RelayBehaviour#DRIPPING_BODY}, and before {@link RelayBehaviour#SECOND_ANSWER_LATER}.
   *
   * @param every 0 or more, 50 milliseconds by default; whole milliseconds count
   * @return a new builder
   */
  public HostileRelayBuilder drip(Duration every) {
    return new HostileRelayBuilder(
        host, serverPort, port, seed, rates, delay, notNegative("every", every));
  }

  private static Duration notNegative(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + ": " + duration + " is negative");
    }
    return duration;
  }

  /**
   * Starts a relay. The server need not be there before the first connection.
   *
   * @return a relay that listens; close it after use
   * @throws UncheckedIOException where the port cannot be listened on
   */
  public HostileRelay start() {
    Map<RelayBehaviour, Double> less = without(switchedOff()).rates;
    try {
      return new HostileRelay(host, serverPort, port, new RelayScript(seed, less, delay, drip));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
