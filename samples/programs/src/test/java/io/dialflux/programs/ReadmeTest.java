package io.dialflux.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's snippets are cut from programs that run. */
class ReadmeTest {
  private static final Path MAIN = Path.of("src/main/java/io/dialflux/programs");
  private static final Path TESTS = Path.of("src/test/java/io/dialflux/programs");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
  private static final Pattern REGION =
      Pattern.compile("(?ms)^ *// tag::([a-z-]+)\\[\\]\\R(.*?)^ *// end::\\1\\[\\]$");

  @Test
  void everyJavaBlockIsARegionOfAProgram() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../../README.md")));
    List<String> blocks = block.results().map(found -> found.group(1).strip()).toList();
    assertThat(blocks).isNotEmpty().isSubsetOf(regions().values());
  }

  @Test
  void everyRegionIsInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    assertThat(regions()).allSatisfy((name, text) -> assertThat(readme).as(name).contains(text));
  }

  @Test
  void programsAreShortCanBeStartedAndAreRunByATest() throws IOException {
    StringBuilder tests = new StringBuilder();
    for (Path test : sources(TESTS)) {
      tests.append(Files.readString(test));
    }
    for (Path program : sources(MAIN)) {
      String name = program.getFileName().toString().replace(".java", "");
      if (!name.equals("package-info")) {
        String text = Files.readString(program);
        assertThat(text.lines().count()).as(name).isLessThanOrEqualTo(60);
        assertThat(text).as(name).contains("public static void main(String[] args)");
        assertThat(tests).as("the tests run " + name).contains(name + ".");
      }
    }
  }

  /** What stands between marks, by name; parts of one name are one region. */
  private static Map<String, String> regions() throws IOException {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    for (Path folder : List.of(MAIN, TESTS)) {
      for (Path source : sources(folder)) {
        REGION
            .matcher(Files.readString(source))
            .results()
            .forEach(
                found ->
                    parts
                        .computeIfAbsent(found.group(1), name -> new ArrayList<>())
                        .add(found.group(2)));
      }
    }
    Map<String, String> regions = new LinkedHashMap<>();
    parts.forEach(
        (name, texts) ->
            regions.put(name, String.join("", texts).stripTrailing().stripIndent().strip()));
    return regions;
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
