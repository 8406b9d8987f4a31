package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dialflux.Situation.Row;
import io.dialflux.Stage.Seen;
import io.dialflux.error.Outcome;
import io.dialflux.http.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every failure a network can make and every answer that is no success, for each thing a client can
 * be asked to do: what the caller is told, how often the server was asked, whether the connection
 * is used again, and that no buffer is left. The table itself is {@link Situation}.
 */
@Tag("not-through-a-relay") // it counts connections, and acts in the midst of a packet
class FailureMatrixTest {
  /** What is slow waits in threads of its own; everything else is tried when its turn comes. */
  private static final ExecutorService SLOW = Executors.newFixedThreadPool(6);

  private static final Map<Cell, CompletableFuture<Seen>> SEEN = new ConcurrentHashMap<>();

  private record Cell(Situation situation, Doing doing) {
    Seen seen() {
      return SEEN.computeIfAbsent(
              this, c -> CompletableFuture.completedFuture(situation.seen(doing)))
          .join();
    }
  }

  @BeforeAll
  static void beginWithWhatIsSlow() {
    for (Situation situation : Situation.SLOW) {
      for (Doing doing : Doing.values()) {
        SEEN.put(
            new Cell(situation, doing),
            CompletableFuture.supplyAsync(() -> situation.seen(doing), SLOW));
      }
    }
  }

  @AfterAll
  static void end() {
    SLOW.shutdownNow();
    SEEN.clear();
  }

  static Stream<Arguments> cells() {
    return Stream.of(Situation.values())
        .flatMap(
            s ->
                Stream.of(Doing.values()).filter(s::canHappenTo).map(doing -> arguments(s, doing)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cells")
  void isAsTheTableSays(Situation situation, Doing doing) {
    assertThat(new Cell(situation, doing).seen())
        .as("%s %s", situation, doing)
        .isEqualTo(situation.expected(doing));
  }

  @ParameterizedTest
  @EnumSource
  void everyRowHasASituation(Row row) {
    assertThat(Situation.values()).extracting(situation -> situation.row).contains(row);
  }

  /** The README tells it of a create. */
  @ParameterizedTest
  @EnumSource
  void theReadmeSaysTheSame(Situation situation) throws IOException {
    Seen seen = new Cell(situation, Doing.CREATE).seen();
    List<String> row = readme().get(situation.row.text);

    assertThat(row).as("the README's row: " + situation.row.text).isNotNull();
    assertThat(row.get(0).replace("`", "")).isEqualTo(seen.exception());
    boolean rings = seen.outcome() == Outcome.UNKNOWN;
    assertThat(row.get(1)).isEqualTo(rings ? "**perhaps**" : "no");
    String again = rings ? "**never**" : seen.repetitions() == 0 ? "no" : "yes";
    assertThat(row.get(2).split(",")[0]).isEqualTo(again);
  }

  /** What is safe to send twice is sent again after "perhaps" too, with the exceptions named. */
  @ParameterizedTest
  @EnumSource
  void theReadmesExceptionsAreAll(Situation situation) throws IOException {
    List<String> row = readme().get(situation.row.text);
    boolean again =
        row.get(2).startsWith("yes")
            || row.get(1).equals("**perhaps**")
                && !EnumSet.of(Row.CANCELLED_AFTER, Row.NO_ANSWER_IN_TIME).contains(situation.row);
    for (Doing doing : Doing.values()) {
      if (doing.effect != Effect.ONCE && situation.canHappenTo(doing)) {
        int repetitions = new Cell(situation, doing).seen().repetitions();
        assertThat(repetitions > 0).as("%s %s is sent again", situation, doing).isEqualTo(again);
      }
    }
  }

  @Test
  void theReadmeHasNoOtherRows() throws IOException {
    Set<String> rows = new HashSet<>();
    for (Row row : Row.values()) {
      rows.add(row.text);
    }
    assertThat(readme()).containsOnlyKeys(rows);
  }

  /** The table of "What happens when…": the other columns, by the first. */
  private static Map<String, List<String>> readme() throws IOException {
    Map<String, List<String>> rows = new ConcurrentHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      inside = line.startsWith("## ") ? line.startsWith("## What happens when") : inside;
      if (inside && line.startsWith("| ") && !line.startsWith("| when")) {
        List<String> cells =
            Arrays.stream(line.split("\\|")).map(String::trim).filter(c -> !c.isEmpty()).toList();
        assertThat(cells).hasSize(4);
        assertThat(rows.put(cells.get(0), cells.subList(1, 4))).as("a second row").isNull();
      }
    }
    return rows;
  }
}
