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

  private final List<String> header;
  private final int phone;
  private final int key;

  private LeadColumns(List<String> header) throws IOException {
    this.header = header;
    this.phone = find(PHONE);
    this.key = find(KEY);
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

  /** All columns but the phone and the key. */
  List<String> values() {
    return IntStream.range(0, header.size()).filter(this::isValue).mapToObj(header::get).toList();
  }

  private boolean isValue(int column) {
    return column != phone && column != key && !header.get(column).isEmpty();
  }

  Lead lead(CsvRecord row) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int column = 0; column < header.size(); column++) {
      if (isValue(column)) {
        values.put(header.get(column), field(row, column));
      }
    }
    return Lead.of(field(row, phone))
        .key(key < 0 ? "" : field(row, key))
        .line(row.getStartingLineNumber())
        .data(values);
  }

  /** A row may be shorter than the header. */
  private static String field(CsvRecord row, int column) {
    return column < row.getFieldCount() ? row.getField(column).strip() : "";
  }
}
