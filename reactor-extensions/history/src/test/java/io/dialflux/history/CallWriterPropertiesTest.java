package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallPageReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
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
    "uri",
    "stir_verstat"
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

  private static final String[] PLAIN = {
    "",
    " ",
    "a,b",
    "#1",
    "'",
    "=1+1",
    "-1",
    "+1",
    "@x",
    "plain",
    "12",
    "~",
    "\u007f",
    "busy",
    ",2345678",
    "1234567,",
    "12345678,",
    "12345678,0123456"
  };

  private static final String[] DATES = {
    "Sun, 22 Nov 2026 08:00:00 +0000",
    "Mon, 23 Nov 2026 23:59:59 +0000",
    "Mon, 22 Nov 2026 08:00:00 +0000",
    "sun, 22 Nov 2026 08:00:00 +0000",
    "2026-11-22T09:00:00+01:00",
    "",
    "some day"
  };

  private static final String[] NUMBERS = {
    "0", "12", "123456789", "1234567890", "007", "12.0", "-5", "", "many"
  };

  private static final String[] PRICES = {
    "-0.01400", "0", "12", "-1.5", ".5", "5.", "-0", "-0.00", "00.5", "1e2", "+1", "-", "", "=1+1"
  };

  /** Calls of few values, so that many are as in the call before, as Twilio may write them. */
  private static List<String> calls(long seed) {
    Random random = new Random(seed);
    String space = random.nextBoolean() ? "" : " ";
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(20); i++) {
      boolean plain = random.nextInt(4) > 0;
      String sid =
          plain || random.nextInt(4) > 0
              ? String.format("CA%032x", random.nextInt(3))
              : ODD[1 + random.nextInt(ODD.length - 1)];
      List<String> names = new ArrayList<>(List.of(FIELDS));
      if (random.nextInt(8) == 0) {
        Collections.shuffle(names, random);
      }
      ByteText json = new ByteText();
      json.raw(ByteText.ascii("{\"sid\":" + space)).quoted(sid);
      for (String name : names) {
        if (random.nextInt(8) > 0) {
          json.raw(ByteText.ascii("," + space)).quoted(name).raw(ByteText.ascii(":" + space));
          value(json, random, plain ? plain(name, sid, random) : odd(name, sid, random));
        }
      }
      if (random.nextInt(8) == 0) {
        json.raw(ByteText.ascii(",\"newer\":" + (random.nextBoolean() ? "null" : "\"x\"")));
      }
      for (int times = random.nextInt(8); times > 5; times--) {
        subresources(json, sid, random);
      }
      calls.add(json.raw(ByteText.ascii(space + "}")).text(0));
    }
    return calls;
  }

  private static void subresources(ByteText json, String sid, Random random) {
    String separator = ",\"subresource_uris\":{";
    for (int i = random.nextInt(3); i >= 0; i--) {
      json.raw(ByteText.ascii(separator + "\"link" + i + "\":"));
      json.quoted("/2010-04-01/Accounts/AC1/Calls/" + sid + "/Link" + i + ".json");
      separator = ",";
    }
    json.raw(ByteText.ascii("}"));
    if (random.nextInt(4) == 0) {
      json.raw(ByteText.ascii(",\"newest\":\"y\""));
    }
  }

  private static void value(ByteText json, Random random, String value) {
    if (random.nextInt(16) == 0) {
      json.raw(ByteText.ascii("null"));
    } else {
      json.quoted(value);
    }
  }

  private static String odd(String name, String sid, Random random) {
    if (name.equals("uri") && random.nextInt(4) > 0) {
      String account = "/Accounts/AC" + random.nextInt(2) + "/Calls/" + sid;
      return account + (random.nextInt(6) == 0 ? ",\"" : ".json");
    }
    String odd = ODD[random.nextInt(ODD.length)];
    boolean whole = name.equals("duration") || name.equals("queue_time");
    return whole && odd.contains(".") ? "7" : odd;
  }

  private static String plain(String name, String sid, Random random) {
    return switch (name) {
      case "date_created", "date_updated", "start_time", "end_time" -> often(DATES, 2, random);
      case "duration", "queue_time" -> often(NUMBERS, 3, random);
      case "price" -> often(PRICES, 4, random);
      case "uri" -> "/2010-04-01/Accounts/AC1/Calls/" + sid + ".json";
      default -> PLAIN[random.nextInt(PLAIN.length)];
    };
  }

  /** Mostly one of the first, which are as Twilio writes them. */
  private static String often(String[] values, int first, Random random) {
    return values[random.nextInt(random.nextInt(16) > 0 ? first : values.length)];
  }

  private static String lines(Format format, List<String> calls) {
    ByteText text = new ByteText();
    CallWriter writer = format.writer(text);
    calls.forEach(call -> writer.write(Call.parse(call)));
    return text.text(0);
  }

  /** As they are read from a page in pieces, and never decoded where they are plain. */
  private static String lentLines(Format format, List<String> calls) {
    ByteText text = new ByteText();
    lend(calls, format.writer(text)::write);
    return text.text(0);
  }

  private static void lend(List<String> calls, Consumer<CallBytes> borrower) {
    CallPageReader reader = new CallPageReader(borrower);
    byte[] page =
        ("{\"calls\":[" + String.join(",", calls) + "],\"next_page_uri\":null}")
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(page.length);
    for (int at = 0; at < page.length; ) {
      int end = Math.min(page.length, at + 1 + random.nextInt(4_000));
      reader.read(page, at, end);
      at = end;
    }
    assertThat(reader.end().calls()).isEmpty();
  }

  @Property(tries = 1_000)
  void csvIsAsFastcsvWritesIt(@ForAll long seed, @ForAll boolean neutral) {
    List<String> calls = calls(seed);
    StringWriter expected = new StringWriter();
    CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(expected);
    calls.forEach(call -> csv.writeRecord(cells(Call.parse(call), neutral)));

    Format format = neutral ? Format.NEUTRAL_CSV : Format.CSV;
    assertThat(lines(format, calls)).isEqualTo(expected.toString());
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
          number(call, "duration", call.duration() == null ? null : call.duration().toSeconds()),
          call.status().value(),
          call.direction() == null ? null : call.direction().value(),
          call.from(),
          call.to(),
          call.answeredBy() == null ? null : call.answeredBy().value(),
          number(call, "price", call.price() == null ? null : call.price().toPlainString()),
          call.priceUnit(),
          number(call, "queue_time", call.queueTime() == null ? null : call.queueTime().toMillis()),
          call.phoneNumberSid(),
          call.forwardedFrom(),
          call.callerName(),
          call.groupSid(),
          call.trunkSid(),
          call.fromFormatted(),
          call.toFormatted(),
          call.apiVersion(),
          call.uri(),
          call.stirVerstat()
        }) {
      boolean formula = neutral && cell != null && cell.matches("(?s)[=+@\t\r-].*");
      String safe = formula ? "'" + cell : cell;
      cells.add(safe == null || !safe.startsWith(NUMBER) ? safe : safe.substring(1));
    }
    return cells;
  }

  private static @Nullable String number(Call call, String field, @Nullable Object number) {
    return number == null ? call.unparsed().get(field) : NUMBER + number;
  }

  private static @Nullable String date(@Nullable Instant date, Call call, String field) {
    return date == null ? call.unparsed().get(field) : date.toString();
  }

  @Property(tries = 1_000)
  void jsonIsReadAsTheCall(@ForAll long seed) {
    List<String> calls = calls(seed);
    String lines = lines(Format.JSON_LINES, calls);
    assertThat(lines.lines().map(Call::parse))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .withIgnoredFields("subresourceUris", "subresourceNames")
                .build())
        .isEqualTo(calls.stream().map(Call::parse).toList());
  }

  /** Also where a field comes twice, of which a call keeps what it can. */
  @Property(tries = 1_000)
  void linesAreTheSameOfCallsThatAreLent(@ForAll long seed) {
    List<String> calls = calls(seed);
    Random random = new Random(seed);
    calls.replaceAll(call -> random.nextInt(4) == 0 ? twice(call, random) : call);
    for (Format format : Format.values()) {
      assertThat(lentLines(format, calls)).isEqualTo(lines(format, calls));
    }
    lend(calls, call -> Statistics.label("plain").collect(call.isPlain()));
    Statistics.label("plain")
        .coverage(
            plain -> {
              plain.check(true).percentage(percent -> percent > 20);
              plain.check(false).percentage(percent -> percent > 20);
            });
  }

  @Property(tries = 500)
  void callsThatAreLentBelongToTheSameWindow(@ForAll long seed, @ForAll boolean day) {
    List<String> calls = calls(seed);
    long first = Instant.parse("2026-11-22T00:00:00Z").getEpochSecond();
    Belonging belonging = new Belonging(day, first, first + 86_400);
    List<Boolean> lent = new ArrayList<>();
    List<ListedCall> listed = new ArrayList<>();
    lend(
        calls,
        call -> {
          lent.add(belonging.test(call));
          listed.add(ListedCall.of(call, -1));
        });
    List<Call> decoded = calls.stream().map(Call::parse).toList();
    assertThat(lent).isEqualTo(decoded.stream().map(belonging::test).toList());
    assertThat(listed).isEqualTo(decoded.stream().map(call -> ListedCall.of(call, -1)).toList());
  }

  private static String twice(String call, Random random) {
    String name = FIELDS[random.nextInt(FIELDS.length)];
    ByteText json = new ByteText();
    json.raw(ByteText.ascii(",")).quoted(name).raw(ByteText.ascii(":"));
    value(json, random, plain(name, "CA1", random));
    return call.substring(0, call.lastIndexOf('}')) + json.text(0) + "}";
  }
}
