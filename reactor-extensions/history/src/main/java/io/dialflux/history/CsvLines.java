package io.dialflux.history;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.dialflux.call.Call;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls as CSV by RFC 4180, times in ISO 8601. */
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

  private final CsvWriter csv;
  private final boolean neutral;
  private final ByteText dates = new ByteText();

  CsvLines(ByteText text, boolean neutral) {
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(text);
    this.neutral = neutral;
  }

  @Override
  public void header() {
    csv.writeRecord(HEADER);
  }

  @Override
  public void write(Call call) {
    CsvWriter.CsvWriterRecord line = csv.writeRecord();
    line.writeField(call.sid());
    line.writeField(call.parentCallSid());
    line.writeField(call.accountSid());
    line.writeField(date(call.dateCreated(), call, "date_created"));
    line.writeField(date(call.dateUpdated(), call, "date_updated"));
    line.writeField(date(call.startTime(), call, "start_time"));
    line.writeField(date(call.endTime(), call, "end_time"));
    line.writeField(number(call.duration(), Values.duration(call)));
    line.writeField(safe(call.status().value()));
    line.writeField(safe(Values.direction(call)));
    line.writeField(safe(call.from()));
    line.writeField(safe(call.to()));
    line.writeField(safe(Values.answeredBy(call)));
    line.writeField(number(call.price(), Values.price(call)));
    line.writeField(safe(call.priceUnit()));
    line.writeField(number(call.queueTime(), Values.queueTime(call)));
    line.writeField(safe(call.phoneNumberSid()));
    line.writeField(safe(call.forwardedFrom()));
    line.writeField(safe(call.callerName()));
    line.writeField(safe(call.groupSid()));
    line.writeField(safe(call.trunkSid()));
    line.writeField(safe(call.fromFormatted()));
    line.writeField(safe(call.toFormatted()));
    line.writeField(safe(call.apiVersion()));
    line.writeField(safe(call.uri()));
    line.endRecord();
  }

  private @Nullable String date(@Nullable Instant instant, Call call, String field) {
    if (instant == null) {
      return safe(Values.unread(call, field));
    }
    dates.clear();
    return dates.iso8601(instant).text(0);
  }

  /** What was read is a number; its minus is no formula's. */
  private @Nullable String number(@Nullable Object read, @Nullable String text) {
    return read == null ? safe(text) : text;
  }

  private @Nullable String safe(@Nullable String cell) {
    boolean formula =
        neutral && cell != null && !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
    return formula ? "'" + cell : cell;
  }
}
