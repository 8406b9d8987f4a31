package io.dialflux.history;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.dialflux.call.Call;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls as CSV by RFC 4180, times in ISO 8601. What is plainly no matter of quoting is written
 * straight into the line, anything else by fastcsv; a test holds whole lines against those of
 * fastcsv alone.
 */
final class CsvLines implements CallWriter {
  private static final String[] HEADER = {
    "sid",
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
  private static final byte[] NOTHING = {};
  private static final byte[] COMMA = ByteText.ascii(",");
  private static final byte[] END = ByteText.ascii("\r\n");

  private final ByteText text;
  private final boolean neutral;
  private final ByteText odd = new ByteText();
  private final CsvWriter csv =
      CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(odd);

  private final Consumer<@Nullable String> cell = this::cell;
  private final Columns account = new Columns(List.of(cell, cell));
  private final Columns ending = new Columns(List.of(cell, cell));
  private final Columns from = new Columns(List.of(cell));
  private final Columns answeredBy = new Columns(List.of(cell));
  private final Columns priceUnit = new Columns(List.of(cell));
  private final Columns phoneNumberSid = new Columns(List.of(cell));
  private final Columns seldom = new Columns(List.of(cell, cell, cell, cell));
  private final Columns fromFormatted = new Columns(List.of(cell));
  private final Columns apiVersion = new Columns(List.of(cell));
  private final UriColumn uri = new UriColumn(cell, ",", "");

  CsvLines(ByteText text, boolean neutral) {
    this.text = text;
    this.neutral = neutral;
  }

  @Override
  public void header() {
    text.raw(ByteText.ascii(String.join(",", HEADER))).raw(END);
  }

  @Override
  public void write(Call call) {
    int line = text.length();
    sid(call.sid());
    boolean plain = text.length() - line == call.sid().length();
    account.write(text, call.parentCallSid(), call.accountSid());
    date(call.dateCreated(), call, "date_created");
    date(call.dateUpdated(), call, "date_updated");
    date(call.startTime(), call, "start_time");
    date(call.endTime(), call, "end_time");
    number(Values.seconds(call), call, "duration");
    ending.write(text, call.status().value(), Values.direction(call));
    from.write(text, call.from());
    cell(call.to());
    answeredBy.write(text, Values.answeredBy(call));
    price(call);
    priceUnit.write(text, call.priceUnit());
    number(Values.millis(call), call, "queue_time");
    phoneNumberSid.write(text, call.phoneNumberSid());
    seldom.write(text, call.forwardedFrom(), call.callerName(), call.groupSid(), call.trunkSid());
    fromFormatted.write(text, call.fromFormatted());
    cell(call.toFormatted());
    apiVersion.write(text, call.apiVersion());
    uri.write(text, call.uri(), call.sid(), plain ? line : -1);
    text.raw(END);
  }

  /** The first cell of the line. */
  private void sid(String sid) {
    String safe = safe(sid);
    if (!text.plain(NOTHING, safe)) {
      odd.clear();
      csv.writeRecord(safe);
      text.raw(odd.bytes(), 0, odd.length() - END.length);
    }
  }

  /** Any other, with the comma before it. */
  private void cell(@Nullable String value) {
    next(value == null ? null : safe(value));
  }

  private void next(@Nullable String value) {
    if (value == null) {
      text.raw(COMMA);
    } else if (!text.plain(COMMA, value)) {
      odd.clear();
      csv.writeRecord("", value);
      text.raw(odd.bytes(), 0, odd.length() - END.length);
    }
  }

  private void date(@Nullable Instant instant, Call call, String field) {
    if (instant == null) {
      cell(Values.unread(call, field));
    } else {
      text.raw(COMMA).iso8601(instant);
    }
  }

  private void number(long value, Call call, String field) {
    if (value == Values.NONE) {
      cell(Values.unread(call, field));
    } else {
      text.raw(COMMA).number(value);
    }
  }

  /** What was read is a number; its minus is no formula's. */
  private void price(Call call) {
    if (call.price() == null) {
      cell(Values.price(call));
    } else {
      next(Values.price(call));
    }
  }

  private String safe(String cell) {
    boolean formula = neutral && !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
    return formula ? "'" + cell : cell;
  }
}
