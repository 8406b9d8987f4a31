package io.dialflux.benchmark;

import com.twilio.Twilio;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;

/** Where and with what a report was made. */
final class Machine {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private Machine() {}

  static Map<String, String> circumstances(Options options) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("date", MINUTE.format(ZonedDateTime.now(ZoneOffset.UTC)) + " UTC");
    map.put("size", options.sizeName());
    if (options.jfr()) {
      map.put("recorded", "all but twilio-java, and slowed down by half by it: no measurement");
    }
    int cores = Runtime.getRuntime().availableProcessors();
    map.put("machine", cores + " × " + processor() + ", " + System.getProperty("os.arch"));
    map.put("memory", memory());
    map.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    map.put("load before", String.format(Locale.ROOT, "%.2f", load));
    map.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    map.put(
        "collector",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(MemoryManagerMXBean::getName)
            .collect(Collectors.joining(", ")));
    map.put("reactor-netty", version(HttpClient.class));
    map.put("jackson", version(JsonMapper.class));
    map.put("twilio-java", version(Twilio.class));
    return map;
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    if (version != null) {
      return version;
    }
    String jar =
        Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getFileName()
            .toString();
    return jar.replaceAll("^.*?-([0-9])", "$1").replace(".jar", "");
  }

  private static String processor() throws IOException {
    return line(Path.of("/proc/cpuinfo"), "model name", "unknown processor");
  }

  private static String memory() throws IOException {
    return line(Path.of("/proc/meminfo"), "MemTotal", "unknown");
  }

  private static String line(Path file, String name, String otherwise) throws IOException {
    if (!Files.exists(file)) {
      return otherwise;
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    }
  }
}
