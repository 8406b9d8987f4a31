package io.dialflux.call;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call of a page that is being read, as the bytes that Twilio sent: for whoever writes very many
 * calls on, to a file perhaps, and need not have them decoded for it. It is lent: once a
 * collector's accumulator has returned, it is another call. Not thread-safe.
 *
 * <p>Nearly all calls are {@linkplain #isPlain plain}, and have each field's text at hand. Any
 * other has to be decoded with {@link #call()}, which costs more than a call of a {@link CallPage}.
 *
 * <pre>{@code
 * if (call.isPlain() && call.hasText(TO)) {
 *   out.put(call.bytes(), call.from(TO) + 1, call.to(TO) - call.from(TO) - 2); // without quotes
 * }
 * }</pre>
 */
public final class CallBytes {
  /** The second of a date that there is none of. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int FIELDS = CallField.values().length;
  private static final int LONGEST_NUMBER = 9;

  private final @Nullable CallScanner scanner;
  private final int[] from = new int[FIELDS];
  private final int[] to = new int[FIELDS];
  private final long[] seconds = new long[FIELDS];
  private byte[] json = {};
  private int begin;
  private int end;
  private String sid = "";
  private @Nullable Call call;
  private long seen;
  private boolean plain;
  private boolean others;

  CallBytes(@Nullable CallScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * A call whose bytes are not at hand, and that is not plain: for mocks.
   *
   * @param call any
   * @return what lends that call, always the same
   */
  public static CallBytes of(Call call) {
    CallBytes bytes = new CallBytes(null);
    bytes.call = call;
    bytes.sid = call.sid();
    return bytes;
  }

  /** {@return the call, decoded: immutable, and to be kept as long as anybody likes} */
  public Call call() {
    Call decoded = call == null ? Objects.requireNonNull(scanner).decode(json, begin, end) : call;
    call = decoded;
    return decoded;
  }

  /** {@return the call's SID} */
  public String sid() {
    return sid;
  }

  /**
   * {@return whether the call's fields are to be had as text} Then each that an accessor of {@link
   * Call} shows, but for {@code subresource_uris}, is null or a text of ASCII in which JSON needs
   * no escape; dates are as {@code Sun, 22 Nov 2026 08:00:00 +0000}, durations and times in the
   * queue whole numbers of nine digits at most, prices decimals such as {@code -0.01400}; and there
   * is a status. Twilio's calls are so, if no name or address has another character.
   */
  public boolean isPlain() {
    return plain;
  }

  /**
   * {@return whether a plain call has fields that no accessor shows} They are in {@link
   * Call#unparsed()}.
   *
   * @throws IllegalStateException if the call is not plain
   */
  public boolean hasOthers() {
    requirePlain();
    return others;
  }

  /**
   * {@return how many bytes a plain call takes on the wire, which is more than its texts together}
   *
   * @throws IllegalStateException if the call is not plain
   */
  public int length() {
    requirePlain();
    return end - begin;
  }

  /**
   * {@return the bytes of which a plain call's are some; not to be changed}
   *
   * @throws IllegalStateException if the call is not plain
   */
  public byte[] bytes() {
    requirePlain();
    return json;
  }

  /**
   * {@return where a field's value begins in {@link #bytes()}: a text in its quotation marks, or
   * {@code null}; negative where the field is not there}
   *
   * @param field of a plain call; not {@link CallField#SUBRESOURCE_URIS} or {@link
   *     CallField#OTHER}, which are no text
   * @throws IllegalArgumentException if the field is one of these
   * @throws IllegalStateException if the call is not plain
   */
  public int from(CallField field) {
    requirePlain();
    if (field.compareTo(CallField.SUBRESOURCE_URIS) >= 0) {
      throw new IllegalArgumentException("field is no text: " + field);
    }
    return from[field.ordinal()];
  }

  /**
   * {@return where a field's value ends, exclusive; undefined where the field is not there}
   *
   * @param field as in {@link #from}
   */
  public int to(CallField field) {
    return to[field.ordinal()];
  }

  /**
   * {@return whether a field is there and not null, so that it is a text in quotation marks}
   *
   * @param field as in {@link #from}
   * @throws IllegalArgumentException as by {@link #from}
   * @throws IllegalStateException if the call is not plain
   */
  public boolean hasText(CallField field) {
    int at = from(field);
    return at >= 0 && json[at] == '"';
  }

  /**
   * {@return a date of a plain call in seconds since the epoch; {@link #NONE} where it has none}
   *
   * @param date one of the four
   * @throws IllegalArgumentException if the field is no date
   * @throws IllegalStateException if the call is not plain
   */
  public long second(CallField date) {
    if (!date.isDate()) {
      throw new IllegalArgumentException("date is none: " + date);
    }
    return hasText(date) ? seconds[date.ordinal()] : NONE;
  }

  private void requirePlain() {
    if (!plain) {
      throw new IllegalStateException("not a plain call");
    }
  }

  void begin(byte[] json, int at) {
    this.json = json;
    begin = at;
    call = null;
    seen = 0;
    plain = true;
    others = false;
    Arrays.fill(from, -1);
  }

  void end(int at, String sid) {
    end = at;
    this.sid = sid;
    plain = plain && hasText(CallField.STATUS);
  }

  /**
   * @param at where the date's value begins
   * @param exact whether the date is as it would be written
   */
  void date(CallField field, int at, int end, long second, boolean exact) {
    seconds[field.ordinal()] = second;
    place(field, at, end);
    plain &= exact;
  }

  void text(CallField field, int at, int end) {
    others |= field == CallField.OTHER;
    place(field, at, end);
    plain &=
        switch (field) {
          case DATE_CREATED, DATE_UPDATED, START_TIME, END_TIME, SUBRESOURCE_URIS -> false;
          case DURATION, QUEUE_TIME -> end - at <= LONGEST_NUMBER + 2 && isWhole(at + 1, end - 1);
          case PRICE -> isDecimal(at + 1, end - 1);
          default -> true;
        };
  }

  /** Of a field that comes twice, the last one counts, but not for every field. */
  void place(CallField field, int at, int end) {
    if (field == CallField.OTHER) {
      return; // any number of fields
    }
    long bit = 1L << field.ordinal();
    plain &= (seen & bit) == 0;
    seen |= bit;
    from[field.ordinal()] = at;
    to[field.ordinal()] = end;
  }

  /** Digits as they are written: none before them that are zero. */
  private boolean isWhole(int at, int end) {
    for (int i = at; i < end; i++) {
      if (json[i] < '0' || json[i] > '9') {
        return false;
      }
    }
    return end > at && (end - at == 1 || json[at] != '0');
  }

  /** As {@link java.math.BigDecimal#toPlainString} writes what it has read. */
  private boolean isDecimal(int at, int end) {
    int whole = at < end && json[at] == '-' ? at + 1 : at;
    int point = whole;
    while (point < end && json[point] != '.') {
      point++;
    }
    boolean negative = whole > at;
    boolean zero = true;
    for (int i = whole; i < end; i++) {
      if (i != point && (json[i] < '0' || json[i] > '9')) {
        return false;
      }
      zero &= i == point || json[i] == '0';
    }
    return isWhole(whole, point) && point != end - 1 && !(negative && zero);
  }

  @Override
  public String toString() {
    return "CallBytes[" + sid + "]";
  }
}
