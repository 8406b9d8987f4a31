package io.dialflux.benchmark.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A call as Twilio writes it: 26 fields, about 2.1 KB, more than half of it subresource_uris. */
final class CallText {
  private static final List<String> SUBRESOURCES =
      List.of(
          "Notifications",
          "Recordings",
          "Payments",
          "Events",
          "Siprec",
          "Streams",
          "Transcriptions",
          "UserDefinedMessageSubscriptions",
          "UserDefinedMessages",
          "TwimlSession");

  /** Those that a campaign calls from in turns, and the SIDs of their numbers. */
  private static final List<String> CALLERS =
      List.of("+15552223333", "+15552223334", "+15558675309", "+15557650101", "+15553140271");

  /** As it comes, and as JSON writes it: a parser may not take every byte for a character. */
  private static final List<String> AWKWARD_NAMES =
      List.of(
          "Éva Őry", "M\\u00fcller \\\"Zed\\\"", "山田 太郎", "O\\/B \\\\ Söhne", "\\ud83d\\ude00 Ann");

  private static final List<String> ENDS = List.of("completed", "busy", "no-answer", "failed");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final long LAST_START = 1_795_334_400;

  private final StringBuilder json = new StringBuilder(2_400);

  private CallText() {}

  /** The answer to a create. */
  static String created(String sid, String to) {
    CallText text = new CallText();
    text.head(sid, LAST_START, LAST_START, to, 0);
    text.field("status", "queued").field("start_time", null).field("end_time", null);
    text.field("duration", null).field("price", null);
    text.tail(sid, null, null, "0");
    return text.json.toString();
  }

  /**
   * A call of a listing, the n-th from its newest.
   *
   * @param awkward how many of a hundred have a caller's name that is not plain ASCII
   */
  static String listed(int n, SplittableRandom random, int awkward) {
    String sid = "CA" + hex(random) + hex(random);
    long start = LAST_START - n * 7L;
    int seconds = random.nextInt(600);
    String status = ENDS.get(random.nextInt(100) < 70 ? 0 : random.nextInt(ENDS.size()));
    boolean answered = status.equals("completed");
    CallText text = new CallText();
    text.head(
        sid,
        start - 2,
        start + seconds,
        Account.number(random.nextInt(10_000_000)),
        random.nextInt(CALLERS.size()));
    text.field("status", status).field("start_time", date(start));
    text.field("end_time", date(start + seconds)).field("duration", Integer.toString(seconds));
    int minutes = (seconds + 59) / 60;
    text.field("price", answered ? String.format("-0.%05d", minutes * 1_400) : null);
    String name =
        random.nextInt(100) < awkward ? AWKWARD_NAMES.get(n % AWKWARD_NAMES.size()) : null;
    text.tail(sid, answered ? "human" : null, name, Integer.toString(random.nextInt(2_000)));
    return text.json.toString();
  }

  private void head(String sid, long created, long updated, String to, int caller) {
    json.append("{\"sid\": \"").append(sid).append('"');
    field("account_sid", Account.SID).field("parent_call_sid", null);
    field("date_created", date(created)).field("date_updated", date(updated));
    field("to", to).field("to_formatted", Account.formatted(to));
    String from = CALLERS.get(caller);
    field("from", from).field("from_formatted", Account.formatted(from));
    field("phone_number_sid", "PN0123456789abcdef0123456789abcde" + caller);
  }

  private void tail(
      String sid, @Nullable String answeredBy, @Nullable String callerName, String queueTime) {
    field("price_unit", "USD").field("direction", "outbound-api").field("answered_by", answeredBy);
    field("api_version", "2010-04-01").field("forwarded_from", null).field("group_sid", null);
    field("caller_name", callerName).field("queue_time", queueTime).field("trunk_sid", null);
    field("uri", Account.PATH + "/" + sid + ".json");
    String separator = ", \"subresource_uris\": {";
    for (String name : SUBRESOURCES) {
      json.append(separator).append('"').append(snake(name)).append("\": \"").append(Account.PATH);
      json.append('/').append(sid).append('/').append(name).append(".json\"");
      separator = ", ";
    }
    json.append("}}");
  }

  private CallText field(String name, @Nullable String value) {
    json.append(", \"").append(name).append("\": ");
    if (value == null) {
      json.append("null");
    } else {
      json.append('"').append(value).append('"');
    }
    return this;
  }

  private static String date(long seconds) {
    return DATE.format(Instant.ofEpochSecond(seconds));
  }

  private static String hex(SplittableRandom random) {
    return String.format("%016x", random.nextLong());
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
