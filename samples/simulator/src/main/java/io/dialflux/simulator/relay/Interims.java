package io.dialflux.simulator.relay;

import java.util.List;

/** Answers of the class 1xx that precede the final one, which every client must skip. */
final class Interims {
  private static final int MOST = 4;

  private final Plan plan;

  Interims(Plan plan) {
    this.plan = plan;
  }

  /** What comes between two heads is a boundary of its own. */
  void write(HeaderLines lines, List<byte[]> parts) {
    int count = 1 + plan.below(MOST);
    for (int i = 0; i < count; i++) {
      int status = plan.oneOf(100, 100, 102, 103, 103, 199);
      String reason = plan.oneOf("Continue", "Early Hints", "Processing", "");
      parts.add(Bytes.of("HTTP/1.1 " + status + " " + reason + "\r\n"));
      lines.write(fields(status), parts);
    }
  }

  private Fields fields(int status) {
    Fields fields = new Fields();
    if (status == 103) {
      fields.add("Link", "</style.css>; rel=preload; as=style");
      fields.add("Link", "</script.js>; rel=preload; as=script");
    }
    if (status != 100 && plan.oneIn(2)) {
      fields.add("Content-Security-Policy", "style-src: self");
      fields.add("X-Progress", plan.below(100) + " %");
    }
    return fields;
  }
}
