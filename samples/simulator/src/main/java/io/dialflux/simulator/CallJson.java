package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/** Writes an account's calls as Twilio's Call resource: 27 fields, numbers as strings. */
final class CallJson {
  /** More than a call takes. */
  static final int SIZE = 2_600;

  /** Twilio knows the price some time after the end. */
  private static final long PRICE_AFTER_MILLIS = 30_000;

  private final AccountCalls calls;
  private final byte[] afterSid;
  private final byte[] path;
  private final SubresourceUris subresourceUris;
  private final long phoneNumberKey;

  CallJson(AccountCalls calls, String accountSid) {
    String path = "/2010-04-01/Accounts/" + accountSid + "/Calls/";
    this.calls = calls;
    this.afterSid =
        JsonBytes.ascii("\",\"account_sid\":\"" + accountSid + "\",\"parent_call_sid\":");
    this.path = JsonBytes.ascii(path);
    this.subresourceUris = new SubresourceUris(path);
    this.phoneNumberKey = Hash.of(0, accountSid);
  }

  void write(JsonBytes json, PlacedCall call, CallState state, long now) {
    String sid = calls.sid(call);
    CallOrder order = call.order;
    json.raw("{\"sid\":\"").raw(sid).raw(afterSid);
    json.string(call.parent < 0 ? null : calls.sid(call.parent));
    json.raw(",\"date_created\":").date(call.createdAt);
    json.raw(",\"date_updated\":").date(state.updatedAt(call.createdAt));
    json.raw(",\"to\":").string(order.to());
    json.raw(",\"to_formatted\":").string(formatted(order.to()));
    json.raw(",\"from\":").string(order.from());
    json.raw(",\"from_formatted\":").string(formatted(order.from()));
    json.raw(",\"phone_number_sid\":").string(phoneNumberSid(order.from()));
    json.raw(",\"status\":\"").raw(state.status().wire);
    json.raw("\",\"start_time\":").date(state.startedAt());
    json.raw(",\"end_time\":").date(state.endedAt());
    json.raw(",\"duration\":").string(duration(state));
    json.raw(",\"price\":").string(price(state, now));
    json.raw(",\"price_unit\":\"USD\",\"direction\":\"");
    json.raw(call.parent < 0 ? "outbound-api" : "outbound-dial");
    json.raw("\",\"answered_by\":").string(state.answered() ? state.detected().wire : null);
    json.raw(",\"api_version\":\"2010-04-01\",\"forwarded_from\":null,\"group_sid\":null");
    json.raw(",\"caller_name\":null,\"queue_time\":\"").raw(Integer.toString(call.queueMillis));
    json.raw("\",\"trunk_sid\":null,\"uri\":\"").raw(path).raw(sid);
    json.raw(".json\",\"stir_verstat\":null,\"subresource_uris\":");
    subresourceUris.write(json, sid);
    json.raw("}");
  }

  private static @Nullable String duration(CallState state) {
    return state.status().live ? null : Long.toString(state.seconds());
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
    return from.startsWith("+") ? "PN" + Sids.hex(Hash.of(phoneNumberKey, from.hashCode())) : null;
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
}
