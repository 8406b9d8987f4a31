package io.dialflux.simulator;

import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which webhooks are sent, and how reliably. Immutable.
 *
 * <p>A simulator must not surprise strangers: by default only URLs on this machine ({@code
 * localhost}, {@code *.localhost}, 127.0.0.0/8, {@code [::1]}) are requested, and calls whose URLs
 * lie elsewhere live on as if those had answered.
 */
@CheckReturnValue
public final class Webhooks {
  private static final Pattern LOOPBACK = Pattern.compile("127\\.\\d+\\.\\d+\\.\\d+");
  private static final Duration LATE_BY = Duration.ofSeconds(10);
  private static final Webhooks LOCAL = new Webhooks(Hosts.LOCAL, Map.of(), LATE_BY);

  private enum Hosts {
    NONE,
    LOCAL,
    ANY
  }

  private final Hosts hosts;
  private final Map<WebhookFault, Double> shares;
  private final Duration lateBy;

  private Webhooks(Hosts hosts, Map<WebhookFault, Double> shares, Duration lateBy) {
    this.hosts = hosts;
    this.shares = shares;
    this.lateBy = lateBy;
  }

  /** {@return the default: to this machine only, without faults} */
  public static Webhooks local() {
    return LOCAL;
  }

  /** {@return no webhooks at all} */
  public static Webhooks off() {
    return new Webhooks(Hosts.NONE, Map.of(), LATE_BY);
  }

  /** {@return these webhooks, sent to any host that a URL names} */
  public Webhooks toAnyHost() {
    return new Webhooks(Hosts.ANY, shares, lateBy);
  }

  /**
   * {@return these webhooks, with a share of status callbacks hit by a fault; it replaces the
   * fault's share before}
   *
   * @param fault what happens to them
   * @param share 0 to 1, and with the other faults' shares at most 1
   */
  public Webhooks on(WebhookFault fault, double share) {
    Map<WebhookFault, Double> more = new EnumMap<>(WebhookFault.class);
    more.putAll(shares);
    more.put(fault, share);
    double sum = more.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(share >= 0) || !(sum <= 1)) {
      throw new IllegalArgumentException("share: shares lie between 0 and 1, also together");
    }
    return new Webhooks(hosts, more, lateBy);
  }

  /**
   * {@return these webhooks, with {@link WebhookFault#LATE} ones so much later}
   *
   * @param delay in simulated time, not negative; 10 seconds by default
   */
  public Webhooks lateBy(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: not negative");
    }
    return new Webhooks(hosts, shares, delay);
  }

  /** The fault at a point in [0, 1) where the shares lie side by side. */
  WebhookFault at(double point) {
    double rest = point;
    for (Map.Entry<WebhookFault, Double> share : shares.entrySet()) {
      rest -= share.getValue();
      if (rest < 0) {
        return share.getKey();
      }
    }
    return WebhookFault.NONE;
  }

  Webhooks faultless() {
    return new Webhooks(hosts, Map.of(), lateBy);
  }

  long lateMillis() {
    return lateBy.toMillis();
  }

  Map<WebhookFault, Double> shares() {
    return Map.copyOf(shares);
  }

  /** Asks for a URL that {@link CreateRules} accepts. */
  boolean deliver(String url) {
    return switch (hosts) {
      case NONE -> false;
      case LOCAL -> isLocal(URI.create(url).getHost());
      case ANY -> true;
    };
  }

  private static boolean isLocal(@Nullable String host) {
    return host != null
        && (host.equals("localhost")
            || host.endsWith(".localhost")
            || host.equals("[::1]")
            || (host.startsWith("127.") && LOOPBACK.matcher(host).matches()));
  }
}
