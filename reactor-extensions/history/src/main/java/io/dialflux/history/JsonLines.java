package io.dialflux.history;

import io.dialflux.call.Call;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls as Twilio writes them, but for {@code subresource_uris}: numbers as text, RFC 2822. */
final class JsonLines implements CallWriter {
  private static final byte[] NULL = ByteText.ascii("null");
  private static final Set<String> NAMES = new HashSet<>();

  private static final byte[] SID = name("{", "sid");
  private static final byte[] ACCOUNT_SID = name(",", "account_sid");
  private static final byte[] PARENT_CALL_SID = name(",", "parent_call_sid");
  private static final byte[] DATE_CREATED = name(",", "date_created");
  private static final byte[] DATE_UPDATED = name(",", "date_updated");
  private static final byte[] TO = name(",", "to");
  private static final byte[] TO_FORMATTED = name(",", "to_formatted");
  private static final byte[] FROM = name(",", "from");
  private static final byte[] FROM_FORMATTED = name(",", "from_formatted");
  private static final byte[] PHONE_NUMBER_SID = name(",", "phone_number_sid");
  private static final byte[] STATUS = name(",", "status");
  private static final byte[] START_TIME = name(",", "start_time");
  private static final byte[] END_TIME = name(",", "end_time");
  private static final byte[] DURATION = name(",", "duration");
  private static final byte[] PRICE = name(",", "price");
  private static final byte[] PRICE_UNIT = name(",", "price_unit");
  private static final byte[] DIRECTION = name(",", "direction");
  private static final byte[] ANSWERED_BY = name(",", "answered_by");
  private static final byte[] API_VERSION = name(",", "api_version");
  private static final byte[] FORWARDED_FROM = name(",", "forwarded_from");
  private static final byte[] GROUP_SID = name(",", "group_sid");
  private static final byte[] CALLER_NAME = name(",", "caller_name");
  private static final byte[] QUEUE_TIME = name(",", "queue_time");
  private static final byte[] TRUNK_SID = name(",", "trunk_sid");
  private static final byte[] URI = name(",", "uri");
  private static final byte[] COMMA = ByteText.ascii(",");
  private static final byte[] COLON = ByteText.ascii(":");
  private static final byte[] QUOTE = ByteText.ascii("\"");
  private static final byte[] END = ByteText.ascii("}\n");

  private final ByteText text;
  private final Column accountSid = column(ACCOUNT_SID);
  private final Column parentCallSid = column(PARENT_CALL_SID);
  private final Column from = column(FROM);
  private final Column fromFormatted = column(FROM_FORMATTED);
  private final Column phoneNumberSid = column(PHONE_NUMBER_SID);
  private final Column status = column(STATUS);
  private final Column priceUnit = column(PRICE_UNIT);
  private final Column direction = column(DIRECTION);
  private final Column answeredBy = column(ANSWERED_BY);
  private final Column apiVersion = column(API_VERSION);
  private final Column forwardedFrom = column(FORWARDED_FROM);
  private final Column groupSid = column(GROUP_SID);
  private final Column callerName = column(CALLER_NAME);
  private final Column trunkSid = column(TRUNK_SID);
  private final UriColumn uri = new UriColumn(value -> field(URI, value), ",\"uri\":\"", "\"");

  JsonLines(ByteText text) {
    this.text = text;
  }

  private Column column(byte[] name) {
    return new Column(value -> field(name, value));
  }

  private static byte[] name(String before, String name) {
    NAMES.add(name);
    return ByteText.ascii(before + "\"" + name + "\":");
  }

  @Override
  public void header() {}

  @Override
  public void write(Call call) {
    int line = text.length();
    field(SID, call.sid());
    boolean plain = text.length() - line == SID.length + call.sid().length() + 2;
    accountSid.write(text, call.accountSid());
    parentCallSid.write(text, call.parentCallSid());
    field(DATE_CREATED, call.dateCreated(), call, "date_created");
    field(DATE_UPDATED, call.dateUpdated(), call, "date_updated");
    field(TO, call.to());
    field(TO_FORMATTED, call.toFormatted());
    from.write(text, call.from());
    fromFormatted.write(text, call.fromFormatted());
    phoneNumberSid.write(text, call.phoneNumberSid());
    status.write(text, call.status().value());
    field(START_TIME, call.startTime(), call, "start_time");
    field(END_TIME, call.endTime(), call, "end_time");
    field(DURATION, Values.duration(call));
    field(PRICE, Values.price(call));
    priceUnit.write(text, call.priceUnit());
    direction.write(text, Values.direction(call));
    answeredBy.write(text, Values.answeredBy(call));
    apiVersion.write(text, call.apiVersion());
    forwardedFrom.write(text, call.forwardedFrom());
    groupSid.write(text, call.groupSid());
    callerName.write(text, call.callerName());
    field(QUEUE_TIME, Values.queueTime(call));
    trunkSid.write(text, call.trunkSid());
    uri.write(text, call.uri(), call.sid(), plain ? line + SID.length + 1 : -1);
    for (Map.Entry<String, String> more : call.unparsed().entrySet()) {
      if (!NAMES.contains(more.getKey())) {
        text.raw(COMMA).quoted(more.getKey()).raw(COLON).quoted(more.getValue());
      }
    }
    text.raw(END);
  }

  private void field(byte[] name, @Nullable String value) {
    text.raw(name);
    if (value == null) {
      text.raw(NULL);
    } else {
      text.quoted(value);
    }
  }

  /** A date, or the text that could not be read as one. */
  private void field(byte[] name, @Nullable Instant value, Call call, String field) {
    if (value == null) {
      field(name, Values.unread(call, field));
      return;
    }
    text.raw(name).raw(QUOTE).rfc2822(value).raw(QUOTE);
  }
}
