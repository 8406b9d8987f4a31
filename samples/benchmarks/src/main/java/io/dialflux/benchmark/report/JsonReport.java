package io.dialflux.benchmark.report;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The report for programs: circumstances, targets, tables, and every figure of every run. */
final class JsonReport {
  private JsonReport() {}

  static String of(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("circumstances", report.circumstances());
    json.put("failures", report.failures());
    json.put("targets", report.targets());
    json.put("runs", report.runs());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
