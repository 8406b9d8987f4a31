package io.dialflux.cli.summary;

import io.dialflux.call.Call;
import io.dialflux.call.CallDirection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What some calls add up to. Not for use by two threads at once. */
public final class CallTotals {
  static final String NO_CURRENCY = "?";

  private final long[] byEnding = new long[Ending.values().length];
  private final Durations talk = new Durations();
  private final Map<String, BigDecimal> cost = new TreeMap<>();
  private long unpriced;
  private long inbound;
  private long legs;

  void add(Call call) {
    Ending ending = Ending.of(call.status());
    byEnding[ending.ordinal()]++;
    inbound += CallDirection.INBOUND.equals(call.direction()) ? 1 : 0;
    legs += call.parentCallSid() == null ? 0 : 1;
    Duration duration = call.duration();
    if (ending == Ending.ANSWERED && duration != null) {
      talk.add(duration.toSeconds());
    }
    BigDecimal price = call.price();
    if (price != null) {
      String unit = call.priceUnit();
      charge(unit == null || unit.isBlank() ? NO_CURRENCY : unit, price.negate());
    } else if (ending == Ending.ANSWERED) {
      unpriced++;
    }
  }

  void add(CallTotals others) {
    for (int ending = 0; ending < byEnding.length; ending++) {
      byEnding[ending] += others.byEnding[ending];
    }
    talk.add(others.talk);
    others.cost.forEach(this::charge);
    unpriced += others.unpriced;
    inbound += others.inbound;
    legs += others.legs;
  }

  private void charge(String currency, BigDecimal amount) {
    cost.merge(currency, amount, BigDecimal::add);
  }

  public long calls() {
    long calls = 0;
    for (long count : byEnding) {
      calls += count;
    }
    return calls;
  }

  public long count(Ending ending) {
    return byEnding[ending.ordinal()];
  }

  /** The ways in which any of them ended, in the order of all. */
  public List<Ending> endings() {
    return Stream.of(Ending.values()).filter(ending -> count(ending) > 0).toList();
  }

  /** How many calls the answer rate is of: over, and not canceled by who placed them. */
  public long tried() {
    long tried = 0;
    for (Ending ending : Ending.values()) {
      tried += ending.tried() ? count(ending) : 0;
    }
    return tried;
  }

  /** The answered share of the {@linkplain #tried() tried}, 0 to 1; empty where there is none. */
  public OptionalDouble answerRate() {
    long tried = tried();
    return tried == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) count(Ending.ANSWERED) / tried);
  }

  /** How long answered calls lasted. */
  public Durations talk() {
    return talk;
  }

  /** What was charged, positive, by currency as Twilio names it; unmodifiable. */
  public Map<String, BigDecimal> cost() {
    return Collections.unmodifiableMap(cost);
  }

  /** Answered calls whose price Twilio had not told yet. */
  public long unpriced() {
    return unpriced;
  }

  /** How many calls came in. */
  public long inbound() {
    return inbound;
  }

  /** How many calls another call dialled, which is counted too. */
  public long legs() {
    return legs;
  }
}
