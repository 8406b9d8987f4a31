package io.dialflux.cli;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.dialflux.campaign.Lead;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The header of a list of leads, and how a row becomes a lead by it. */
final class LeadColumns {
  private static final String PHONE = "phone";
  private static final String KEY = "key";
  private static final String ZONE = "zone";
  private static final String PRIORITY = "priority";
  private static final String EXPIRES = "expires";

  private final List<String> header;
  private final int phone;
  private final int key;
  private final int zone;
  private final int priority;
  private final int expires;

  private LeadColumns(List<String> header) throws IOException {
    this.header = header;
    this.phone = find(PHONE);
    this.key = find(KEY);
    this.zone = find(ZONE);
    this.priority = find(PRIORITY);
    this.expires = find(EXPIRES);
    if (phone < 0) {
      String separated =
          header.size() == 1 && header.get(0).contains(";") ? "; its columns are split by ';'" : "";
      throw new IOException("the header has no column '" + PHONE + "'" + separated);
    }
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (!name.isEmpty() && !names.add(name)) {
        throw new IOException("the header has the column '" + name + "' twice");
      }
    }
  }

  static LeadColumns of(Iterator<CsvRecord> rows) throws IOException {
    if (!rows.hasNext()) {
      throw new IOException("it has no header");
    }
    return new LeadColumns(rows.next().getFields().stream().map(String::strip).toList());
  }

  private int find(String name) {
    return IntStream.range(0, header.size())
        .filter(column -> header.get(column).equalsIgnoreCase(name))
        .findFirst()
        .orElse(-1);
  }

  /** All columns but the phone, the key, and those that rules go by. */
  List<String> values() {
    return IntStream.range(0, header.size()).filter(this::isValue).mapToObj(header::get).toList();
  }

  private boolean isValue(int column) {
    return !List.of(phone, key, zone, priority, expires).contains(column)
        && !header.get(column).isEmpty();
  }

  Lead lead(CsvRecord row) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int column = 0; column < header.size(); column++) {
      if (isValue(column)) {
        values.put(header.get(column), field(row, column));
      }
    }
    Lead lead =
        Lead.of(field(row, phone))
            .key(field(row, key))
            .line(row.getStartingLineNumber())
            .zone(field(row, zone))
            .data(values);
    return expiring(prior(lead, field(row, priority)), field(row, expires));
  }

  private static Lead prior(Lead lead, String number) {
    try {
      return number.isEmpty() ? lead : lead.priority(Integer.parseInt(number));
    } catch (NumberFormatException e) {
      return lead.unusable("its priority is no whole number");
    }
  }

  private static Lead expiring(Lead lead, String time) {
    try {
      return time.isEmpty() ? lead : lead.expires(UtcTime.of(time));
    } catch (IllegalArgumentException e) {
      return lead.unusable("when it expires is neither a date nor an instant");
    }
  }

  /** A row may be shorter than the header, and not every column is there. */
  private static String field(CsvRecord row, int column) {
    return column >= 0 && column < row.getFieldCount() ? row.getField(column).strip() : "";
  }
}
