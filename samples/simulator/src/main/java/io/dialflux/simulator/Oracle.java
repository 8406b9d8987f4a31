package io.dialflux.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Knows what no client of Twilio can: how often each phone rings.
 *
 * <p>A ring is counted when a create is accepted, before its answer (or its fault) is sent, and
 * taken back if the call is ended while it still waits in the queue. So the numbers answer <em>how
 * often does this phone ring because of the creates that were accepted so far</em>, at once,
 * without waiting for the queue to drain. A call that ends busy or failed counts too: it was
 * dialled.
 */
public final class Oracle {
  private final Map<String, Integer> byNumber = new ConcurrentHashMap<>();
  private final Map<String, Integer> byAttempt = new ConcurrentHashMap<>();
  private final LongAdder rings = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder createRequests = new LongAdder();
  private final LongAdder connections = new LongAdder();

  Oracle() {}

  /**
   * {@return how often this number rings; 0 for one that nobody called}
   *
   * @param number as it was given in {@code To}
   */
  public int rings(String number) {
    return byNumber.getOrDefault(number, 0);
  }

  /**
   * {@return how often phones ring for this attempt; 0 for one that is not known}
   *
   * @param attempt the value of the query parameter {@code attempt} in {@code StatusCallback} or
   *     {@code Url}, or of the TwiML comment {@code <!-- attempt: … -->}
   */
  public int ringsOfAttempt(String attempt) {
    return byAttempt.getOrDefault(attempt, 0);
  }

  /** {@return how often phones ring in all} */
  public long totalRings() {
    return rings.sum();
  }

  /** {@return how many different numbers ring} */
  public int numbersRung() {
    return byNumber.size();
  }

  /**
   * {@return the numbers that ring more than once, with their rings, at this moment; unmodifiable}
   */
  public Map<String, Integer> numbersRungAgain() {
    return moreThanOnce(byNumber);
  }

  /**
   * {@return the attempts that ring more than once, with their rings, at this moment; unmodifiable}
   */
  public Map<String, Integer> attemptsRungAgain() {
    return moreThanOnce(byAttempt);
  }

  /** {@return the requests to Twilio's paths so far, whatever became of them} */
  public long requests() {
    return requests.sum();
  }

  /** {@return those of the {@link #requests} that asked for a new call} */
  public long createRequests() {
    return createRequests.sum();
  }

  /** {@return the connections accepted so far} */
  public long connections() {
    return connections.sum();
  }

  void placed(CallOrder order) {
    rings.increment();
    byNumber.merge(order.to(), 1, Integer::sum);
    if (order.attempt() != null) {
      byAttempt.merge(order.attempt(), 1, Integer::sum);
    }
  }

  void neverRang(CallOrder order) {
    rings.decrement();
    byNumber.computeIfPresent(order.to(), (number, count) -> count == 1 ? null : count - 1);
    if (order.attempt() != null) {
      byAttempt.computeIfPresent(order.attempt(), (id, count) -> count == 1 ? null : count - 1);
    }
  }

  void requested(boolean create) {
    requests.increment();
    if (create) {
      createRequests.increment();
    }
  }

  void connected() {
    connections.increment();
  }

  private static Map<String, Integer> moreThanOnce(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
