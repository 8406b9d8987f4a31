package io.dialflux.benchmark.run;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What a run is to do, as {@code name=value} on its command line. */
record Settings(Map<String, String> values) {
  static Settings of(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    return new Settings(Map.copyOf(values));
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("missing: " + name);
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  int number(String name, int otherwise) {
    return values.containsKey(name) ? number(name) : otherwise;
  }

  /** The mock server's origin. */
  URI base() {
    return URI.create("http://127.0.0.1:" + number("port"));
  }
}
