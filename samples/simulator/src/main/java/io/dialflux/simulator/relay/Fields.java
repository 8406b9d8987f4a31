package io.dialflux.simulator.relay;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The header fields of a message, in their order; names are compared without case. */
final class Fields {
  /** What concerns one connection only (RFC 9110 §7.6.1), and framing, which is made anew. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length");

  record Field(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  private final List<Field> fields = new ArrayList<>();

  void add(String name, String value) {
    fields.add(new Field(name, value));
  }

  List<Field> all() {
    return fields;
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** All values of a name, as one list; empty where there is none. */
  String value(String name) {
    return fields.stream()
        .filter(f -> f.is(name))
        .map(Field::value)
        .collect(Collectors.joining(","));
  }

  @Nullable Long contentLength() throws ProtocolException {
    if (!has("content-length")) {
      return null;
    }
    List<String> lengths = elements("content-length").distinct().toList();
    if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,15}")) {
      throw new ProtocolException("no length");
    }
    return Long.parseLong(lengths.get(0));
  }

  boolean names(String name, String element) {
    return elements(name).anyMatch(element::equalsIgnoreCase);
  }

  /** The elements of a list, without parameters. */
  private Stream<String> elements(String name) {
    return Stream.of(value(name).split(",")).map(element -> element.replaceAll(";.*", "").strip());
  }

  boolean acceptsGzip() {
    return Stream.of(value("accept-encoding").split(","))
        .map(coding -> coding.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
        .anyMatch(coding -> coding.matches("(gzip|x-gzip)(;q=(1|1\\..*|0\\.0*[1-9].*))?"));
  }

  /** Those that another hop may see too. */
  Fields forwarded() {
    Set<String> named =
        elements("connection").map(s -> s.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Fields forwarded = new Fields();
    for (Field field : fields) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!OF_THE_CONNECTION.contains(name) && !named.contains(name)) {
        forwarded.fields.add(field);
      }
    }
    return forwarded;
  }
}
