package io.dialflux.simulator;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were over before the simulated world began. None of them is kept: a call follows from
 * the seed and its index (0 is the oldest), so ten million cost as much memory as none, and each
 * read finds the same ones. Where a filter asks for a number or a day, arithmetic leads to the
 * calls.
 */
final class GeneratedHistory {
  private static final int CREATED = 11;
  private static final int QUEUED = 12;
  private static final int CALLER = 13;
  private static final int CANCELED = 14;
  private static final int DETECTION = 15;

  private static final int CALLERS = 20;
  private static final long MOST_NUMBERS = 10_000_000;
  private static final int CALLS_PER_NUMBER = 4;
  private static final int CANCELED_OF = 200;
  private static final int MACHINE_DETECTION_OF = 4;

  /** Each twentieth call is the second leg of the one before it. */
  private static final int LEGS_OF = 20;

  private static final long LONGEST_WAIT_MILLIS = 3_000;
  private static final long LONGEST_LIFE_MILLIS = LONGEST_WAIT_MILLIS + CallLife.LONGEST_MILLIS;

  private final long seed;
  private final long size;
  private final long startMillis;
  private final long slotMillis;
  private final CallLife life;
  private final String[] callers = new String[CALLERS];
  private final long numbers;
  private final long stride;
  private final long strideInverse;

  /**
   * @param endMillis when the newest is over, at the latest
   */
  GeneratedHistory(long seed, long size, long endMillis, long spanMillis, CallLife life) {
    this.seed = Hash.of(seed, 7);
    this.size = size;
    this.slotMillis = size == 0 ? 1 : Math.max(1, spanMillis / size);
    this.startMillis = endMillis - CallLife.LONGEST_MILLIS - size * slotMillis;
    this.life = life;
    this.numbers = Math.min(MOST_NUMBERS, Math.max(1, size / CALLS_PER_NUMBER));
    this.stride = size < 3 ? 1 : coprime((long) (size * 0.618), size);
    this.strideInverse =
        size < 3
            ? 1
            : BigInteger.valueOf(stride).modInverse(BigInteger.valueOf(size)).longValueExact();
    for (int i = 0; i < CALLERS; i++) {
      callers[i] = "+1501" + digits(Math.floorMod(Hash.of(this.seed, ~i), MOST_NUMBERS));
    }
  }

  static GeneratedHistory none(CallLife life) {
    return new GeneratedHistory(0, 0, 0, 0, life);
  }

  long size() {
    return size;
  }

  PlacedCall at(long index) {
    long created = createdAt(index);
    int queued =
        neverDialled(index) ? 0 : (int) Math.floorMod(hash(index, QUEUED), LONGEST_WAIT_MILLIS);
    PlacedCall call =
        new PlacedCall(index, created, queued, order(index), null, leg(index) ? index - 1 : -1);
    if (neverDialled(index)) {
      call.end(
          CallStatus.CANCELED, created + Math.floorMod(hash(index, QUEUED), LONGEST_WAIT_MILLIS));
    } else {
      call.dial(created + queued);
    }
    return call;
  }

  private CallOrder order(long index) {
    return CallOrder.of(
        "+1555" + digits(number(index)),
        callers[caller(index)],
        Math.floorMod(hash(index, DETECTION), (long) MACHINE_DETECTION_OF) == 0);
  }

  Candidates calls(CallFilter filter) {
    if (filter.status() != null && filter.status().live) {
      return Candidates.NONE;
    }
    if (filter.to() != null) {
      return callsTo(filter.to());
    }
    int caller = filter.from() == null ? -1 : Arrays.asList(callers).indexOf(filter.from());
    if (filter.from() != null && caller < 0) {
      return Candidates.NONE;
    }
    long from = firstCreatedAtOrAfter(filter.createdFrom(LONGEST_WAIT_MILLIS, LONGEST_LIFE_MILLIS));
    long to = firstCreatedAtOrAfter(filter.createdBefore());
    return new Sieve(Candidates.range(from, to), caller, filter.status());
  }

  /** Leaves out, without making up the whole call, what caller and status rule out. */
  private final class Sieve implements Candidates {
    private final Candidates range;
    private final int caller;
    private final @Nullable CallStatus status;

    Sieve(Candidates range, int caller, @Nullable CallStatus status) {
      this.range = range;
      this.caller = caller;
      this.status = status;
    }

    @Override
    public long below(long sequence) {
      long candidate = range.below(sequence);
      while (candidate >= 0 && !passes(candidate)) {
        candidate = range.below(candidate);
      }
      return candidate;
    }

    @Override
    public long above(long sequence) {
      long candidate = range.above(sequence);
      while (candidate >= 0 && !passes(candidate)) {
        candidate = range.above(candidate);
      }
      return candidate;
    }

    private boolean passes(long index) {
      return (caller < 0 || caller == caller(index)) && (status == null || status == end(index));
    }
  }

  private CallStatus end(long index) {
    return neverDialled(index) ? CallStatus.CANCELED : life.outcome(index);
  }

  private Candidates callsTo(String to) {
    long number = number(to);
    if (number < 0) {
      return Candidates.NONE;
    }
    long[] indexes = new long[(int) ((size - number + numbers - 1) / numbers)];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = multiply(number + i * numbers, strideInverse);
    }
    Arrays.sort(indexes);
    return Candidates.listed(indexes, indexes.length);
  }

  /** The indexes are spread over the numbers by a multiplication that can be taken back. */
  private long number(long index) {
    return multiply(index, stride) % numbers;
  }

  private long number(String to) {
    if (to.length() != 12 || !to.startsWith("+1555") || !to.substring(5).matches("\\d{7}")) {
      return -1;
    }
    long number = Long.parseLong(to.substring(5));
    return number < Math.min(numbers, size) ? number : -1;
  }

  private long multiply(long a, long b) {
    return a * b % size;
  }

  private static long coprime(long from, long size) {
    long candidate = Math.max(1, from);
    while (BigInteger.valueOf(candidate).gcd(BigInteger.valueOf(size)).longValue() != 1) {
      candidate++;
    }
    return candidate;
  }

  boolean leg(long index) {
    return index % LEGS_OF == LEGS_OF - 1;
  }

  private boolean neverDialled(long index) {
    return !leg(index) && Math.floorMod(hash(index, CANCELED), (long) CANCELED_OF) == 0;
  }

  private int caller(long index) {
    return (int) Math.floorMod(hash(index, CALLER), (long) CALLERS);
  }

  /** Ascends with the index: each call has a slot of time of its own. */
  private long createdAt(long index) {
    return startMillis + index * slotMillis + Math.floorMod(hash(index, CREATED), slotMillis);
  }

  private long firstCreatedAtOrAfter(long millis) {
    if (millis <= startMillis || size == 0) {
      return 0;
    }
    long index = Math.min(size, (millis - startMillis) / slotMillis);
    return index == size || createdAt(index) >= millis ? index : index + 1;
  }

  private long hash(long index, int purpose) {
    return Hash.of(seed + purpose, index);
  }

  private static String digits(long number) {
    return Long.toString(MOST_NUMBERS + number).substring(1);
  }
}
