package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.dialflux.call.Call;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** That lines are what they would be if each were written by itself, and CSV by fastcsv alone. */
class CallWriterPropertiesTest {
  private static final String[] FIELDS = {
    "parent_call_sid",
    "account_sid",
    "date_created",
    "date_updated",
    "start_time",
    "end_time",
    "duration",
    "status",
    "direction",
    "from",
    "to",
    "answered_by",
    "price",
    "price_unit",
    "queue_time",
    "phone_number_sid",
    "forwarded_from",
    "caller_name",
    "group_sid",
    "trunk_sid",
    "from_formatted",
    "to_formatted",
    "api_version",
    "uri"
  };

  /** Stands before what is a number, and no formula. */
  private static final String NUMBER = "\u0002";

  private static final String[] ODD = {
    "",
    " ",
    "a,b",
    "\"",
    "say \"hi\"",
    "two\nlines",
    "cr\r",
    "#1",
    "'",
    "=1+1",
    "-1",
    "+1",
    "@x",
    "\tx",
    "é 漢 \ud83d\ude00",
    "back\\slash",
    "plain",
    "12",
    "-0.01400",
    "\u0001",
    "~",
    "\u007f",
    "Sun, 22 Nov 2026 08:00:00 +0000",
    "Mon, 23 Nov 2026 23:59:59 +0000",
    "human",
    "busy"
  };

  /** Calls of few values, so that many are as in the call before. */
  private static List<Call> calls(long seed) {
    Random random = new Random(seed);
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(20); i++) {
      String sid =
          random.nextInt(4) == 0
              ? ODD[1 + random.nextInt(ODD.length - 1)]
              : String.format("CA%032x", random.nextInt(3));
      ByteText json = new ByteText();
      json.raw(ByteText.ascii("{\"sid\":")).quoted(sid);
      for (String field : FIELDS) {
        if (random.nextInt(4) > 0) {
          json.raw(ByteText.ascii(",")).quoted(field).raw(ByteText.ascii(":"));
          json.quoted(value(field, sid, random));
        }
      }
      calls.add(Call.parse(json.raw(ByteText.ascii("}")).text(0)));
    }
    return calls;
  }

  private static String value(String field, String sid, Random random) {
    if (field.equals("uri") && random.nextInt(4) > 0) {
      String account = "/Accounts/AC" + random.nextInt(2) + "/Calls/" + sid;
      return account + (random.nextInt(6) == 0 ? ",\"" : ".json");
    }
    String odd = ODD[random.nextInt(ODD.length)];
    boolean whole = field.equals("duration") || field.equals("queue_time");
    return whole && odd.contains(".") ? "7" : odd;
  }

  @Property(tries = 1_000)
  void csvIsAsFastcsvWritesIt(@ForAll long seed, @ForAll boolean neutral) {
    List<Call> calls = calls(seed);
    ByteText text = new ByteText();
    CallWriter writer = (neutral ? Format.NEUTRAL_CSV : Format.CSV).writer(text);
    calls.forEach(writer::write);

    StringWriter expected = new StringWriter();
    CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(expected);
    calls.forEach(call -> csv.writeRecord(cells(call, neutral)));
    assertThat(text.text(0)).isEqualTo(expected.toString());
  }

  private static List<String> cells(Call call, boolean neutral) {
    List<String> cells = new ArrayList<>();
    for (String cell :
        new String[] {
          call.sid(),
          call.parentCallSid(),
          call.accountSid(),
          date(call.dateCreated(), call, "date_created"),
          date(call.dateUpdated(), call, "date_updated"),
          date(call.startTime(), call, "start_time"),
          date(call.endTime(), call, "end_time"),
          number(Values.seconds(call), call, "duration"),
          call.status().value(),
          Values.direction(call),
          call.from(),
          call.to(),
          Values.answeredBy(call),
          call.price() == null ? Values.price(call) : NUMBER + Values.price(call),
          call.priceUnit(),
          number(Values.millis(call), call, "queue_time"),
          call.phoneNumberSid(),
          call.forwardedFrom(),
          call.callerName(),
          call.groupSid(),
          call.trunkSid(),
          call.fromFormatted(),
          call.toFormatted(),
          call.apiVersion(),
          call.uri()
        }) {
      boolean formula = neutral && cell != null && cell.matches("(?s)[=+@\t\r-].*");
      String safe = formula ? "'" + cell : cell;
      cells.add(safe == null || !safe.startsWith(NUMBER) ? safe : safe.substring(1));
    }
    return cells;
  }

  private static @Nullable String number(long number, Call call, String field) {
    return number == Values.NONE ? Values.unread(call, field) : NUMBER + number;
  }

  private static @Nullable String date(@Nullable Instant date, Call call, String field) {
    return date == null ? Values.unread(call, field) : date.toString();
  }

  @Property(tries = 1_000)
  void jsonIsReadAsTheCall(@ForAll long seed) {
    List<Call> calls = calls(seed);
    ByteText text = new ByteText();
    CallWriter writer = Format.JSON_LINES.writer(text);
    calls.forEach(writer::write);

    assertThat(text.text(0).lines().map(Call::parse))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(calls);
  }
}
