package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallField;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls as Twilio writes them, but for {@code subresource_uris}: numbers as text, RFC 2822. */
final class JsonLines implements CallWriter {
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss '+0000'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** In Twilio's order. */
  private static final Name[] NAMES = {
    name("{", CallField.SID),
    name(",", CallField.ACCOUNT_SID),
    name(",", CallField.PARENT_CALL_SID),
    name(",", CallField.DATE_CREATED),
    name(",", CallField.DATE_UPDATED),
    name(",", CallField.TO),
    name(",", CallField.TO_FORMATTED),
    name(",", CallField.FROM),
    name(",", CallField.FROM_FORMATTED),
    name(",", CallField.PHONE_NUMBER_SID),
    name(",", CallField.STATUS),
    name(",", CallField.START_TIME),
    name(",", CallField.END_TIME),
    name(",", CallField.DURATION),
    name(",", CallField.PRICE),
    name(",", CallField.PRICE_UNIT),
    name(",", CallField.DIRECTION),
    name(",", CallField.ANSWERED_BY),
    name(",", CallField.API_VERSION),
    name(",", CallField.FORWARDED_FROM),
    name(",", CallField.GROUP_SID),
    name(",", CallField.CALLER_NAME),
    name(",", CallField.QUEUE_TIME),
    name(",", CallField.TRUNK_SID),
    name(",", CallField.URI),
    name(",", CallField.STIR_VERSTAT)
  };

  private static final Set<String> WIRE_NAMES =
      Stream.of(NAMES).map(name -> name.field.wireName()).collect(Collectors.toSet());

  /** Of a line without any value. */
  private static final int NONE_LENGTH = Stream.of(NAMES).mapToInt(name -> name.none.length).sum();

  private static final int NOWHERE = Integer.MIN_VALUE;
  private static final byte[] COMMA = ByteText.ascii(",");
  private static final byte[] COLON = ByteText.ascii(":");
  private static final byte[] END = ByteText.ascii("}\n");

  private final ByteText text;

  JsonLines(ByteText text) {
    this.text = text;
  }

  private static Name name(String before, CallField field) {
    String begin = before + "\"" + field.wireName() + "\":";
    return new Name(field, ByteText.ascii(begin), ByteText.ascii(begin + "null"));
  }

  /**
   * @param begin what stands before the field's value
   * @param none the field where it is null
   */
  private record Name(CallField field, byte[] begin, byte[] none) {}

  @Override
  public void header() {}

  @Override
  public void write(CallBytes call) {
    if (!call.isPlain()) {
      write(call.call());
      return;
    }
    text.room(call.length() + NONE_LENGTH);
    int begun = 0;
    int end = NOWHERE;
    for (Name name : NAMES) {
      int from = call.from(name.field);
      // fields that follow each other without space are as they are to be, and copied together
      if (from < 0 || from != end + name.begin.length) {
        text.put(call.bytes(), begun, Math.max(begun, end));
        byte[] begin = from < 0 ? name.none : name.begin;
        text.put(begin, 0, begin.length);
        begun = Math.max(from, 0);
      }
      end = from < 0 ? NOWHERE : call.to(name.field);
    }
    text.put(call.bytes(), begun, Math.max(begun, end));
    if (call.hasOthers()) {
      others(call.call());
    }
    text.raw(END);
  }

  @Override
  public void write(Call call) {
    for (Name name : NAMES) {
      String value = value(call, name.field);
      if (value == null) {
        text.raw(name.none);
      } else {
        text.raw(name.begin).quoted(value);
      }
    }
    others(call);
    text.raw(END);
  }

  private static @Nullable String value(Call call, CallField field) {
    Instant date = Values.date(call, field);
    return date == null ? Values.text(call, field) : RFC_2822.format(date);
  }

  /** In an order of their own, so that a call's line is the same wherever it is written. */
  private void others(Call call) {
    Map<String, String> unparsed = call.unparsed();
    if (unparsed.isEmpty()) {
      return;
    }
    new TreeMap<>(unparsed)
        .forEach(
            (name, value) -> {
              if (!WIRE_NAMES.contains(name)) {
                text.raw(COMMA).quoted(name).raw(COLON).quoted(value);
              }
            });
  }
}
