package io.dialflux.history;

import io.dialflux.call.Call;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls as Twilio writes them, but for {@code subresource_uris}: numbers as text, RFC 2822. */
final class JsonLines implements CallWriter {
  private static final Set<String> NAMES = new HashSet<>();

  private static final Name SID = name("{", "sid");
  private static final Name ACCOUNT_SID = name(",", "account_sid");
  private static final Name PARENT_CALL_SID = name(",", "parent_call_sid");
  private static final Name DATE_CREATED = name(",", "date_created");
  private static final Name DATE_UPDATED = name(",", "date_updated");
  private static final Name TO = name(",", "to");
  private static final Name TO_FORMATTED = name(",", "to_formatted");
  private static final Name FROM = name(",", "from");
  private static final Name FROM_FORMATTED = name(",", "from_formatted");
  private static final Name PHONE_NUMBER_SID = name(",", "phone_number_sid");
  private static final Name STATUS = name(",", "status");
  private static final Name START_TIME = name(",", "start_time");
  private static final Name END_TIME = name(",", "end_time");
  private static final Name DURATION = name(",", "duration");
  private static final Name PRICE = name(",", "price");
  private static final Name PRICE_UNIT = name(",", "price_unit");
  private static final Name DIRECTION = name(",", "direction");
  private static final Name ANSWERED_BY = name(",", "answered_by");
  private static final Name API_VERSION = name(",", "api_version");
  private static final Name FORWARDED_FROM = name(",", "forwarded_from");
  private static final Name GROUP_SID = name(",", "group_sid");
  private static final Name CALLER_NAME = name(",", "caller_name");
  private static final Name QUEUE_TIME = name(",", "queue_time");
  private static final Name TRUNK_SID = name(",", "trunk_sid");
  private static final Name URI = name(",", "uri");
  private static final byte[] COMMA = ByteText.ascii(",");
  private static final byte[] COLON = ByteText.ascii(":");
  private static final byte[] END = ByteText.ascii("}\n");

  private final ByteText text;
  private final Columns account = columns(ACCOUNT_SID, PARENT_CALL_SID);
  private final Columns caller = columns(FROM, FROM_FORMATTED, PHONE_NUMBER_SID);
  private final Columns status = columns(STATUS);
  private final Columns direction = columns(PRICE_UNIT, DIRECTION);
  private final Columns answeredBy = columns(ANSWERED_BY);
  private final Columns seldom = columns(API_VERSION, FORWARDED_FROM, GROUP_SID, CALLER_NAME);
  private final Columns trunk = columns(TRUNK_SID);
  private final UriColumn uri = new UriColumn(value -> field(URI, value), ",\"uri\":\"", "\"");

  JsonLines(ByteText text) {
    this.text = text;
  }

  private Columns columns(Name... names) {
    return new Columns(
        Stream.of(names)
            .<Consumer<@Nullable String>>map(name -> value -> field(name, value))
            .toList());
  }

  private static Name name(String before, String name) {
    NAMES.add(name);
    String begin = before + "\"" + name + "\":";
    return new Name(name, ByteText.ascii(begin + "null"), ByteText.ascii(begin + "\""));
  }

  /**
   * @param none the field where it is null
   * @param begin what stands before the text of any other, with its quotation mark
   */
  private record Name(String name, byte[] none, byte[] begin) {}

  @Override
  public void header() {}

  @Override
  public void write(Call call) {
    int line = text.length();
    field(SID, call.sid());
    boolean plain = text.length() - line == SID.begin.length + call.sid().length() + 1;
    account.write(text, call.accountSid(), call.parentCallSid());
    date(DATE_CREATED, call.dateCreated(), call);
    date(DATE_UPDATED, call.dateUpdated(), call);
    field(TO, call.to());
    field(TO_FORMATTED, call.toFormatted());
    caller.write(text, call.from(), call.fromFormatted(), call.phoneNumberSid());
    status.write(text, call.status().value());
    date(START_TIME, call.startTime(), call);
    date(END_TIME, call.endTime(), call);
    number(DURATION, Values.seconds(call), call);
    field(PRICE, Values.price(call));
    direction.write(text, call.priceUnit(), Values.direction(call));
    answeredBy.write(text, Values.answeredBy(call));
    seldom.write(text, call.apiVersion(), call.forwardedFrom(), call.groupSid(), call.callerName());
    number(QUEUE_TIME, Values.millis(call), call);
    trunk.write(text, call.trunkSid());
    uri.write(text, call.uri(), call.sid(), plain ? line + SID.begin.length : -1);
    Map<String, String> unparsed = call.unparsed();
    if (!unparsed.isEmpty()) {
      more(unparsed);
    }
    text.raw(END);
  }

  /** In an order of their own, so that a call's line is the same wherever it is written. */
  private void more(Map<String, String> unparsed) {
    new TreeMap<>(unparsed)
        .forEach(
            (name, value) -> {
              if (!NAMES.contains(name)) {
                text.raw(COMMA).quoted(name).raw(COLON).quoted(value);
              }
            });
  }

  private void field(Name name, @Nullable String value) {
    if (value == null) {
      text.raw(name.none);
    } else if (text.plain(name.begin, value)) {
      text.write('"');
    } else {
      text.raw(name.begin, 0, name.begin.length - 1).quoted(value);
    }
  }

  /** A date, or the text that could not be read as one. */
  private void date(Name name, @Nullable Instant value, Call call) {
    if (value == null) {
      field(name, Values.unread(call, name.name));
    } else {
      text.raw(name.begin).rfc2822(value).write('"');
    }
  }

  /** A number, or the text that could not be read as one. */
  private void number(Name name, long value, Call call) {
    if (value == Values.NONE) {
      field(name, Values.unread(call, name.name));
    } else {
      text.raw(name.begin).number(value).write('"');
    }
  }
}
