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

  JsonLines(ByteText text) {
    this.text = text;
  }

  private static byte[] name(String before, String name) {
    NAMES.add(name);
    return ByteText.ascii(before + "\"" + name + "\":");
  }

  @Override
  public void header() {}

  @Override
  public void write(Call call) {
    field(SID, call.sid());
    field(ACCOUNT_SID, call.accountSid());
    field(PARENT_CALL_SID, call.parentCallSid());
    field(DATE_CREATED, call.dateCreated(), call, "date_created");
    field(DATE_UPDATED, call.dateUpdated(), call, "date_updated");
    field(TO, call.to());
    field(TO_FORMATTED, call.toFormatted());
    field(FROM, call.from());
    field(FROM_FORMATTED, call.fromFormatted());
    field(PHONE_NUMBER_SID, call.phoneNumberSid());
    field(STATUS, call.status().value());
    field(START_TIME, call.startTime(), call, "start_time");
    field(END_TIME, call.endTime(), call, "end_time");
    field(DURATION, Values.duration(call));
    field(PRICE, Values.price(call));
    field(PRICE_UNIT, call.priceUnit());
    field(DIRECTION, Values.direction(call));
    field(ANSWERED_BY, Values.answeredBy(call));
    field(API_VERSION, call.apiVersion());
    field(FORWARDED_FROM, call.forwardedFrom());
    field(GROUP_SID, call.groupSid());
    field(CALLER_NAME, call.callerName());
    field(QUEUE_TIME, Values.queueTime(call));
    field(TRUNK_SID, call.trunkSid());
    field(URI, call.uri());
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
