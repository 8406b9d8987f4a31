package io.dialflux.simulator;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often which {@link Fault} happens, as shares of all requests: for creates and for all others.
 * Immutable. Which request is hit follows from the simulator's seed and the order of requests.
 */
@CheckReturnValue
public final class Faults {
  private static final Faults NONE = new Faults(Map.of(), Map.of());

  private final Map<Fault, Double> creates;
  private final Map<Fault, Double> others;

  private Faults(Map<Fault, Double> creates, Map<Fault, Double> others) {
    this.creates = creates;
    this.others = others;
  }

  /** {@return no faults: every request is answered as Twilio would} */
  public static Faults none() {
    return NONE;
  }

  /**
   * {@return these faults, with a share of creates hit by one; it replaces the fault's share
   * before}
   *
   * @param fault what happens to them
   * @param share 0 to 1, and with the other faults' shares of creates at most 1
   */
  public Faults onCreates(Fault fault, double share) {
    return new Faults(with(creates, fault, share), others);
  }

  /**
   * {@return these faults, with a share of fetches, lists, updates and deletes hit by one; it
   * replaces the fault's share before}
   *
   * @param fault what happens to them
   * @param share 0 to 1, and with the other faults' shares of these at most 1
   */
  public Faults onOthers(Fault fault, double share) {
    return new Faults(creates, with(others, fault, share));
  }

  /**
   * {@return these faults, with {@link Fault#SERVER_ERROR_AFTER_PLACING} on a share of creates}
   *
   * @param share 0 to 1
   */
  public Faults serverErrorAfterPlacing(double share) {
    return onCreates(Fault.SERVER_ERROR_AFTER_PLACING, share);
  }

  /**
   * {@return these faults, with {@link Fault#RESET_AFTER_PLACING} on a share of creates}
   *
   * @param share 0 to 1
   */
  public Faults resetAfterPlacing(double share) {
    return onCreates(Fault.RESET_AFTER_PLACING, share);
  }

  /**
   * {@return these faults, with a 429 on a share of creates, half of them with {@code Retry-After}}
   *
   * @param share 0 to 1
   */
  public Faults tooManyRequests(double share) {
    return onCreates(Fault.TOO_MANY_REQUESTS, share / 2)
        .onCreates(Fault.TOO_MANY_REQUESTS_RETRY_AFTER, share / 2);
  }

  Map<Fault, Double> creates() {
    return creates;
  }

  Map<Fault, Double> others() {
    return others;
  }

  Faults creates(Map<Fault, Double> shares) {
    return new Faults(shares, others);
  }

  Faults others(Map<Fault, Double> shares) {
    return new Faults(creates, shares);
  }

  /** The fault at a point in [0, 1) where the shares lie side by side. */
  Fault at(boolean create, double point) {
    double rest = point;
    for (Map.Entry<Fault, Double> share : (create ? creates : others).entrySet()) {
      rest -= share.getValue();
      if (rest < 0) {
        return share.getKey();
      }
    }
    return Fault.NONE;
  }

  private static Map<Fault, Double> with(Map<Fault, Double> shares, Fault fault, double share) {
    Map<Fault, Double> more = new EnumMap<>(Fault.class);
    more.putAll(shares);
    more.put(fault, share);
    double sum = more.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(share >= 0) || !(sum <= 1)) {
      throw new IllegalArgumentException("share: shares lie between 0 and 1, also together");
    }
    return more;
  }
}
