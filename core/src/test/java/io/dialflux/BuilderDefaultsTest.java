package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documentation says that an option is if not given, it is. */
class BuilderDefaultsTest {
  private static final Pattern STATED =
      Pattern.compile("([0-9,]+|true|false)( seconds)? if not\\s+(?:\\* )?given");
  private static final Pattern OPTION =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+public CallsClientBuilder (\\w+)\\(", Pattern.DOTALL);

  @Test
  void areAsStated() throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/dialflux/CallsClientBuilder.java"));
    Map<String, String> stated =
        OPTION
            .matcher(source)
            .results()
            .filter(option -> STATED.matcher(option.group(1)).find())
            .collect(
                Collectors.toMap(
                    option -> option.group(2),
                    option -> stated(option.group(1)),
                    (a, b) -> a,
                    TreeMap::new));

    assertThat(stated)
        .containsOnlyKeys(
            "maxConnections",
            "maxPending",
            "connectTimeout",
            "tlsTimeout",
            "acquireTimeout",
            "responseTimeout",
            "maxIdleTime",
            "maxHeaderSize",
            "compression");
    stated.forEach((option, value) -> assertThat(actual(option)).as(option).isEqualTo(value));
  }

  private static String stated(String documentation) {
    MatchResult found = STATED.matcher(documentation).results().findFirst().orElseThrow();
    return found.group(2) == null
        ? found.group(1).replace(",", "")
        : Duration.ofSeconds(Long.parseLong(found.group(1))).toString();
  }

  private static Object field(String name, Object object) throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  private static String actual(String option) {
    try {
      return String.valueOf(field(option, field("options", CallsClient.builder())));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
