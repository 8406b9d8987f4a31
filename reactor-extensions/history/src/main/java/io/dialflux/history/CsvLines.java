package io.dialflux.history;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls as CSV by RFC 4180, times in ISO 8601. What is plainly no matter of quoting is written
 * straight into the line, anything else by fastcsv; a test holds whole lines against those of
 * fastcsv alone.
 */
final class CsvLines implements CallWriter {
  private static final CallField[] FIELDS = {
    CallField.SID,
    CallField.PARENT_CALL_SID,
    CallField.ACCOUNT_SID,
    CallField.DATE_CREATED,
    CallField.DATE_UPDATED,
    CallField.START_TIME,
    CallField.END_TIME,
    CallField.DURATION,
    CallField.STATUS,
    CallField.DIRECTION,
    CallField.FROM,
    CallField.TO,
    CallField.ANSWERED_BY,
    CallField.PRICE,
    CallField.PRICE_UNIT,
    CallField.QUEUE_TIME,
    CallField.PHONE_NUMBER_SID,
    CallField.FORWARDED_FROM,
    CallField.CALLER_NAME,
    CallField.GROUP_SID,
    CallField.TRUNK_SID,
    CallField.FROM_FORMATTED,
    CallField.TO_FORMATTED,
    CallField.API_VERSION,
    CallField.URI,
    CallField.STIR_VERSTAT
  };

  private static final CallField FIRST = FIELDS[0];
  private static final byte COMMA = ',';
  private static final char COMMENT = '#';
  private static final byte[] END = ByteText.ascii("\r\n");

  private final ByteText text;
  private final boolean neutral;
  private final ByteText odd = new ByteText();
  private final CsvWriter csv =
      CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(odd);

  CsvLines(ByteText text, boolean neutral) {
    this.text = text;
    this.neutral = neutral;
  }

  @Override
  public void header() {
    String names = Stream.of(FIELDS).map(CallField::wireName).collect(Collectors.joining(","));
    text.raw(ByteText.ascii(names)).raw(END);
  }

  @Override
  public void write(CallBytes call) {
    if (!call.isPlain()) {
      write(call.call());
      return;
    }
    makeRoom(call);
    byte[] bytes = call.bytes();
    for (CallField field : FIELDS) {
      if (field != FIRST) {
        text.put(COMMA);
      }
      if (call.hasText(field)) {
        int from = call.from(field) + 1;
        int to = call.to(field) - 1;
        switch (field) {
          case DATE_CREATED, DATE_UPDATED, START_TIME, END_TIME -> text.iso8601(call.second(field));
          case DURATION, QUEUE_TIME, PRICE -> text.put(bytes, from, to);
          default -> cell(field, call, from, to);
        }
      }
    }
    text.raw(END);
  }

  private void makeRoom(CallBytes call) {
    text.room(call.length() + FIELDS.length);
  }

  private void cell(CallField field, CallBytes call, int from, int to) {
    byte[] bytes = call.bytes();
    // in a plain call there are no quotation marks and line breaks
    boolean odd =
        ByteText.isAmong(COMMA, bytes, from, to) || from < to && isOdd(field, (char) bytes[from]);
    if (odd) {
      quoted(field, new String(bytes, from, to - from, StandardCharsets.US_ASCII));
      makeRoom(call);
    } else {
      text.put(bytes, from, to);
    }
  }

  private boolean isOdd(CallField field, char first) {
    return neutral && isFormula(first) || field == FIRST && first == COMMENT;
  }

  private void quoted(CallField field, String value) {
    odd.clear();
    int begin = 0;
    if (field == FIRST) {
      csv.writeRecord(safe(value));
    } else {
      csv.writeRecord("", safe(value)); // only the first of a line could be taken for a comment
      begin = 1;
    }
    text.raw(odd.bytes(), begin, odd.length() - END.length);
  }

  @Override
  public void write(Call call) {
    odd.clear();
    csv.writeRecord(Stream.of(FIELDS).map(field -> cell(call, field)).toArray(String[]::new));
    text.raw(odd.bytes(), 0, odd.length());
  }

  private @Nullable String cell(Call call, CallField field) {
    Instant date = Values.date(call, field);
    if (date != null) {
      return Instant.ofEpochSecond(date.getEpochSecond()).toString(); // without a fraction
    }
    String number = Values.number(call, field); // of which a minus is no formula's
    String value = number == null ? Values.text(call, field) : number;
    return number == null && value != null ? safe(value) : value;
  }

  private String safe(String cell) {
    return neutral && !cell.isEmpty() && isFormula(cell.charAt(0)) ? "'" + cell : cell;
  }

  /** To a spreadsheet, what begins with it. */
  private static boolean isFormula(char first) {
    return "=+-@\t\r".indexOf(first) >= 0;
  }
}
