package io.dialflux.benchmark.run;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run measured, by name. It travels between processes as lines of text. */
public final class Figures {
  private static final String MARK = "figure ";

  private final Map<String, Double> values = new LinkedHashMap<>();

  public Figures set(String name, double value) {
    values.put(name, value);
    return this;
  }

  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("nothing measured as " + name);
    }
    return value;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** All figures, in the order they were set. */
  public Map<String, Double> all() {
    return values;
  }

  void print(PrintStream out) {
    values.forEach((name, value) -> out.printf(Locale.ROOT, "%s%s %s%n", MARK, name, value));
  }

  /** Takes a line in if it is a figure. */
  public void read(@Nullable String line) {
    if (line != null && line.startsWith(MARK)) {
      String[] parts = line.substring(MARK.length()).split(" ");
      set(parts[0], Double.parseDouble(parts[1]));
    }
  }
}
