package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialfluxTest {
  private final Screen screen = Screen.log();
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    return Dialflux.commandLine(screen.terminal())
        .setErr(new PrintWriter(errors))
        .execute(arguments);
  }

  @Test
  void theDemoDialsAListOfOnesOwn(@TempDir Path directory) throws IOException {
    Path csv = directory.resolve("mine.csv");
    Files.writeString(csv, "name,phone\nAda,+12125550101\nBen,+15005550001\nCleo,\n");

    int exitCode = run("demo", "--leads", csv.toString(), "--pace", "1000");

    assertThat(errors).hasToString("");
    assertThat(exitCode).isZero();
    assertThat(screen.text())
        .contains("3 from mine.csv")
        .containsPattern(
            "\nleads=3 placed=[01] refused=[01] not-sent=1 unknown=[012]"
                + " misjudged=0 rung-twice=0 listed=[01]\n$");
  }

  @Test
  void aListThatIsNotThereIsNamed() {
    assertThat(run("demo", "--leads", "nowhere.csv")).isEqualTo(2);
    assertThat(errors.toString()).contains("--leads", "nowhere.csv");
  }

  @Test
  void aPaceThatIsNoneIsRefused() {
    assertThat(run("demo", "--pace", "0")).isEqualTo(2);
    assertThat(errors.toString()).contains("--pace");
  }

  @Test
  void helpNamesTheCommands() {
    assertThat(run("--help")).isZero();
    assertThat(screen.text()).contains("demo", "dial", "campaign", "call", "callbacks", "simulate");
  }

  @Test
  void versionIsTold() {
    assertThat(run("--version")).isZero();
    assertThat(screen.text()).startsWith("dialflux ");
  }

  @Test
  void noCommandAndAWrongOneAreErrorsOfUse() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("call-everybody")).isEqualTo(2);
    assertThat(errors.toString()).contains("call-everybody");
  }
}
