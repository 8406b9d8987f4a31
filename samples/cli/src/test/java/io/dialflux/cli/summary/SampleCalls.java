package io.dialflux.cli.summary;

import io.dialflux.call.Call;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls as Twilio tells them, of few fields. */
public final class SampleCalls {
  private static final DateTimeFormatter WIRE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static long made;

  private SampleCalls() {}

  /** An answered call with a price in US dollars. */
  public static Call answered(String start, long seconds, String price) {
    return call("completed", start, seconds, "\"" + price + "\"", "USD");
  }

  /** A call that nobody talked on. */
  public static Call unanswered(String status, String start) {
    return call(status, start, 0, "null", "USD");
  }

  /** An answered call that somebody made to the account. */
  public static Call inbound(String start) {
    return Call.parse(json("completed", start, 30, "null", "USD", "\"direction\":\"inbound\","));
  }

  /** An answered call that another one dialled. */
  public static Call leg(String start) {
    String parent =
        "\"direction\":\"outbound-dial\",\"parent_call_sid\":\"CA" + "0".repeat(32) + "\",";
    return Call.parse(json("completed", start, 30, "null", "USD", parent));
  }

  public static Call call(
      String status, @Nullable String start, long seconds, String price, String unit) {
    return Call.parse(json(status, start, seconds, price, unit, ""));
  }

  private static String json(
      String status, @Nullable String start, long seconds, String price, String unit, String more) {
    return String.format(
        "{%s\"sid\":\"CA%032x\",\"status\":\"%s\",\"date_created\":\"%s\",\"start_time\":%s,"
            + "\"duration\":\"%d\",\"price\":%s,\"price_unit\":\"%s\",\"to\":\"+12125550123\"}",
        more,
        made++,
        status,
        WIRE.format(Instant.parse(start == null ? "2026-08-07T12:00:00Z" : start)),
        start == null ? "null" : "\"" + WIRE.format(Instant.parse(start)) + "\"",
        seconds,
        price,
        unit);
  }
}
