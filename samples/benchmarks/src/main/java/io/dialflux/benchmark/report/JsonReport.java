package io.dialflux.benchmark.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The report for programs: circumstances, targets, tables, and every figure of every run. */
final class JsonReport {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?");

  private JsonReport() {}

  static String of(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("circumstances", report.circumstances());
    json.put("failures", report.failures());
    json.put("targets", report.targets());
    json.put("tables", report.tables().stream().map(JsonReport::table).toList());
    json.put("runs", report.runs());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static Map<String, Object> table(Table table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", table.title());
    json.put("columns", table.columns());
    json.put(
        "rows",
        table.rows().stream().map(row -> row.stream().map(JsonReport::cell).toList()).toList());
    return json;
  }

  /** A number where people read one; the runs have it unrounded. */
  private static Object cell(String text) {
    return NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text.replace(",", "")) : text;
  }
}
