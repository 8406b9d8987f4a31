package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes an account's calls as Twilio's Call resource: 26 fields, numbers as strings. */
final class CallJson {
  /** Twilio knows the price some time after the end. */
  private static final long PRICE_AFTER_MILLIS = 30_000;

  private final AccountCalls calls;
  private final String accountSid;
  private final String path;
  private final SubresourceUris subresourceUris;
  private final long phoneNumberKey;

  CallJson(AccountCalls calls, String accountSid) {
    this.calls = calls;
    this.accountSid = accountSid;
    this.path = "/2010-04-01/Accounts/" + accountSid + "/Calls/";
    this.subresourceUris = new SubresourceUris(path);
    this.phoneNumberKey = Hash.of(0, accountSid);
  }

  void write(JsonGenerator json, PlacedCall call, CallState state, long now) {
    String sid = calls.sid(call);
    json.writeStartObject();
    json.writeStringProperty("sid", sid);
    json.writeStringProperty("account_sid", accountSid);
    text(json, "parent_call_sid", call.parent < 0 ? null : calls.sid(call.parent));
    json.writeStringProperty("date_created", WireDate.of(call.createdAt));
    json.writeStringProperty("date_updated", WireDate.of(state.updatedAt(call.createdAt)));
    number(json, "to", call.order.to());
    number(json, "from", call.order.from());
    text(json, "phone_number_sid", phoneNumberSid(call.order.from()));
    json.writeStringProperty("status", state.status().wire);
    date(json, "start_time", state.startedAt());
    date(json, "end_time", state.endedAt());
    text(json, "duration", state.status().live ? null : Long.toString(state.seconds()));
    text(json, "price", price(state, now));
    json.writeStringProperty("price_unit", "USD");
    json.writeStringProperty("direction", call.parent < 0 ? "outbound-api" : "outbound-dial");
    text(json, "answered_by", state.answered() ? state.detected().wire : null);
    json.writeStringProperty("api_version", "2010-04-01");
    json.writeNullProperty("forwarded_from");
    json.writeNullProperty("group_sid");
    json.writeNullProperty("caller_name");
    json.writeStringProperty("queue_time", Integer.toString(call.queueMillis));
    json.writeNullProperty("trunk_sid");
    json.writeStringProperty("uri", path + sid + ".json");
    json.writeName("subresource_uris");
    subresourceUris.write(json, sid);
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, String endpoint) {
    json.writeStringProperty(name, endpoint);
    json.writeStringProperty(name + "_formatted", formatted(endpoint));
  }

  private static String formatted(String endpoint) {
    boolean northAmerican = endpoint.length() == 12 && endpoint.startsWith("+1");
    return northAmerican
        ? "("
            + endpoint.substring(2, 5)
            + ") "
            + endpoint.substring(5, 8)
            + "-"
            + endpoint.substring(8)
        : endpoint;
  }

  private @Nullable String phoneNumberSid(String from) {
    return from.startsWith("+") ? "PN" + Sids.hex(phoneNumberKey, from) : null;
  }

  private static @Nullable String price(CallState state, long now) {
    long seconds = state.seconds();
    if (seconds == 0 || now < state.endedAt() + PRICE_AFTER_MILLIS) {
      return null;
    }
    long hundredthsOfCents = (seconds + 59) / 60 * 140;
    String digits = Long.toString(100_000 + hundredthsOfCents * 10 % 100_000);
    return "-" + hundredthsOfCents / 10_000 + "." + digits.substring(1);
  }

  private static void date(JsonGenerator json, String name, long millis) {
    text(json, name, millis < 0 ? null : WireDate.of(millis));
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }
}
