package io.dialflux.simulator.relay;

import java.io.ByteArrayOutputStream;

/** Puts white space between the tokens of JSON, where it means nothing. */
final class JsonSpaces {
  private static final String[] SPACES = {" ", "\n", "\r\n", "\t", "  ", "\n\t \r"};

  private final Plan plan;

  /** Of so many places one gets white space. */
  private final int rarity;

  private final ByteArrayOutputStream out;

  private JsonSpaces(Plan plan, int length) {
    this.plan = plan;
    this.rarity = 1 + plan.below(8);
    this.out = new ByteArrayOutputStream(length * 2);
  }

  static byte[] in(byte[] json, Plan plan) {
    return new JsonSpaces(plan, json.length).spaced(json);
  }

  private byte[] spaced(byte[] json) {
    boolean quoted = false;
    space();
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (quoted && b == '\\' && i + 1 < json.length) {
        out.write(b);
        out.write(json[++i]);
        continue;
      }
      quoted ^= b == '"';
      boolean token = !quoted && "{}[],:".indexOf(b) >= 0;
      if (token) {
        space();
      }
      out.write(b);
      if (token) {
        space();
      }
    }
    space();
    return out.toByteArray();
  }

  private void space() {
    if (plan.oneIn(rarity)) {
      out.writeBytes(Bytes.of(plan.oneOf(SPACES)));
    }
  }
}
