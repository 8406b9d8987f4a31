package io.dialflux.simulator.relay;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes header fields in each way that means the same. */
final class HeaderLines {
  /** Folding these has no meaning but to smuggle. */
  private static final Set<String> NEVER_FOLDED =
      Set.of("content-length", "transfer-encoding", "connection", "content-encoding");

  private static final int CASES = 3;

  private final Plan plan;
  private final boolean spaced;
  private final boolean folded;

  /** What is done to the case of all names of a head; {@link #CASES} for nothing. */
  private final int nameCase;

  HeaderLines(Plan plan) {
    this.plan = plan;
    this.spaced = plan.does(RelayBehaviour.HEADER_WHITE_SPACE);
    this.folded = plan.does(RelayBehaviour.FOLDED_HEADERS);
    this.nameCase = plan.does(RelayBehaviour.HEADER_CASE) ? plan.below(CASES) : CASES;
  }

  void write(Fields fields, List<byte[]> parts) {
    for (Fields.Field field : fields.all()) {
      parts.add(
          Bytes.of(name(field.name()) + ":" + space(" ") + value(field) + space("") + "\r\n"));
    }
    parts.add(Bytes.of("\r\n"));
  }

  private String name(String name) {
    return switch (nameCase) {
      case 0 -> name.toLowerCase(Locale.ROOT);
      case 1 -> name.toUpperCase(Locale.ROOT);
      case 2 -> mixed(name);
      default -> name;
    };
  }

  private String mixed(String name) {
    StringBuilder mixed = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      mixed.setCharAt(i, plan.oneIn(2) ? Character.toUpperCase(c) : Character.toLowerCase(c));
    }
    return mixed.toString();
  }

  private String space(String usual) {
    return spaced ? plan.oneOf("", " ", "   ", "\t", " \t ") : usual;
  }

  private String value(Fields.Field field) {
    String value = field.value();
    if (!folded || NEVER_FOLDED.contains(field.name().toLowerCase(Locale.ROOT))) {
      return value;
    }
    String start = plan.oneIn(4) && !value.isEmpty() ? "\r\n " : "";
    StringBuilder lines = new StringBuilder(start);
    for (String word : value.split("(?<= )")) {
      boolean fold = word.endsWith(" ") && plan.oneIn(2);
      lines.append(fold ? word.stripTrailing() + plan.oneOf("\r\n ", " \r\n\t", "\r\n   ") : word);
    }
    return lines.toString();
  }
}
