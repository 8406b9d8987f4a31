package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.dialflux.call.Call;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryCommandTest {
  private static final int CALLS = 3_000;

  private final Simulator twilio =
      Simulator.builder()
          .clockSpeed(0)
          .startTime(Instant.parse("2026-08-18T00:00:00Z"))
          .history(CALLS, Duration.ofDays(12))
          .start();
  private final StringWriter errors = new StringWriter();
  private Screen screen = Screen.log();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    twilio.close();
  }

  private int run(String... more) {
    screen = Screen.log();
    return run(screen.terminal(), more);
  }

  private int run(Terminal terminal, String... more) {
    errors.getBuffer().setLength(0);
    String[] arguments =
        Stream.concat(Stream.of("history", "--to=2026-08-17"), Arrays.stream(more))
            .toArray(String[]::new);
    return Dialflux.commandLine(terminal, Map.of("DIALFLUX_BASE_URL", twilio.baseUrl().toString()))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String out(String name) {
    return "--out=" + folder.resolve(name);
  }

  @Test
  void writesEachCallOnceAsCsv() throws IOException {
    int exitCode = run("--from=2026-08-01", out("calls.csv"), "--page-size=100");

    assertThat(errors).hasToString("");
    assertThat(exitCode).isZero();
    assertThat(screen.text())
        .containsPattern(
            "windows +20/20, in .* s: 3,000 calls, [\\d,]+ calls/s, back to 2026-08-01")
        .contains("3,000 calls are in " + folder.resolve("calls.csv"));
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("calls.csv"))) {
      assertThat(csv.stream().map(record -> record.getField("sid")))
          .hasSize(CALLS)
          .doesNotHaveDuplicates();
    }
    assertThat(folder.resolve("calls.csv.manifest.json")).exists();
  }

  @Test
  void writesJsonLinesCompressed() throws IOException {
    assertThat(
            run("--from=2026-08-10", "--status=busy", "--format=JSONL", "--gzip", out("busy.gz")))
        .isZero();

    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("busy.gz"))),
                StandardCharsets.UTF_8))) {
      assertThat(lines.lines().map(Call::parse))
          .hasSizeGreaterThan(100)
          .allMatch(call -> call.status().value().equals("busy"));
    }
  }

  @Test
  void withoutAFileItWritesToStandardOutputAndNothingElse() {
    assertThat(run("--from=2026-08-17", "--neutralise")).isZero();
    List<String> lines = screen.lines();
    assertThat(lines.get(0)).startsWith("sid,");
    assertThat(lines.subList(1, lines.size()))
        .hasSizeBetween(240, 260)
        .allMatch(line -> line.startsWith("CA") && line.contains(",'+1"));

    assertThat(run("--from=2026-08-15", "--ordered", "--dialled-only", "--page-size=50")).isZero();
    assertThat(screen.lines().stream().skip(1).map(line -> line.split(",")[5].substring(0, 10)))
        .contains("2026-08-15", "2026-08-17")
        .isSortedAccordingTo(Comparator.reverseOrder());

    assertThat(run("--from=2026-08-17", "--format=jsonl")).isZero();
    assertThat(screen.lines()).hasSize(lines.size() - 1).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void whoReadsNoFurtherFetchesNoFurther() {
    Terminal head = Terminal.of(new FailingWriter("Broken pipe"), false, Map.of());
    assertThat(run(head, "--from=2026-08-01", "--page-size=10", "--concurrency=4")).isZero();
    assertThat(errors).hasToString("");
    assertThat(twilio.oracle().requests()).isLessThan(10);
  }

  @Test
  void aStandardOutputThatIsFullIsAFailure() {
    Terminal full = Terminal.of(new FailingWriter("No space left on device"), false, Map.of());
    assertThat(run(full, "--from=2026-08-01", "--page-size=10", "--concurrency=4")).isEqualTo(1);
    assertThat(errors).hasToString("standard output: No space left on device\n");
    assertThat(twilio.oracle().requests()).isLessThan(10);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void realOnesAreToldApartToo() throws Exception {
    List<String> command =
        List.of(
            "history", "--from=2026-08-01", "--to=2026-08-17", "--base-url=" + twilio.baseUrl());
    Redirect full = Redirect.to(Path.of("/dev/full").toFile());
    DialfluxProcess toDisk = DialfluxProcess.startInto(full, folder, command);
    assertThat(toDisk.exitCode()).isEqualTo(1);
    assertThat(toDisk.output()).isEqualTo("standard output: No space left on device\n");

    DialfluxProcess toHead = DialfluxProcess.startInto(Redirect.PIPE, folder, command);
    try (BufferedReader head = toHead.reader()) {
      assertThat(head.readLine()).startsWith("sid,");
    }
    assertThat(toHead.exitCode()).isZero();
    assertThat(toHead.output()).isEmpty();
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws IOException {
    Files.writeString(folder.resolve("calls.csv"), "mine");
    assertThat(run("--from=2026-08-17", out("calls.csv"))).isEqualTo(2);
    assertThat(errors.toString()).contains("--out: ", "is there already");
    assertThat(run("--from=2026-08-17", out("calls.csv"), "--resume")).isEqualTo(2);
    assertThat(errors.toString()).contains("--out: ", "is no export");
    assertThat(folder.resolve("calls.csv")).hasContent("mine");
  }

  @Test
  void noResumptionIsAdvisedWhereItIsNone() throws IOException {
    Files.writeString(folder.resolve("calls.csv"), "mine");
    assertThat(run("--from=2026-08-17", out("calls.csv"))).isEqualTo(2);
    assertThat(errors.toString())
        .contains("--out: ", "is there already, and is no export: choose another file")
        .doesNotContain("; --resume goes on");

    Files.createDirectory(folder.resolve("folder.csv"));
    for (String how : List.of("--page-size=1000", "--resume")) {
      assertThat(run("--from=2026-08-17", out("folder.csv"), how)).isEqualTo(2);
      assertThat(errors.toString()).contains("--out: ", "folder.csv is a directory");
    }

    assertThat(run("--from=2026-08-17", out("done.csv"))).isZero();
    assertThat(run("--from=2026-08-17", out("done.csv"))).isEqualTo(2);
    assertThat(errors.toString()).contains("--out: ", "is there already; --resume goes on");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatIsFullTellsHowToGoOn() throws IOException {
    Files.createSymbolicLink(folder.resolve("calls.csv.part"), Path.of("/dev/full"));
    assertThat(run("--from=2026-08-17", out("calls.csv"))).isEqualTo(1);
    assertThat(errors.toString())
        .contains("--out: ", "No space left on device. To go on:\n\n  dialflux history ")
        .contains(" --resume\n");
  }

  @ParameterizedTest
  @CsvSource({
    "calls.csv, false, sid",
    "calls, false, sid",
    "calls.jsonl, false, {",
    "calls.ndjson, false, {",
    "calls.CSV.GZ, true, sid",
    "calls.jsonl.gz, true, {",
    "calls.gz, true, sid"
  })
  void theNameOfTheFileSaysHowItIsWritten(String name, boolean gzip, String begin)
      throws IOException {
    assertThat(run("--from=2026-08-17", out(name))).isZero();
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    assertThat(bytes[0] == 0x1f && bytes[1] == (byte) 0x8b).isEqualTo(gzip);
    try (InputStream file = new ByteArrayInputStream(bytes);
        InputStream text = gzip ? new GZIPInputStream(file) : file) {
      assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).startsWith(begin);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "calls.jsonl, --format=csv, '--format: --out is named as jsonl'",
    "calls.csv.gz, --format=jsonl, '--format: --out is named as csv'",
    "calls.csv, --gzip, '--gzip: --out is not named as gzip'",
    "calls.jsonl, --neutralise, '--neutralise is for csv'"
  })
  void whatContradictsTheNameIsRefused(String name, String option, String message) {
    assertThat(run("--from=2026-08-17", out(name), option)).isEqualTo(2);
    assertThat(errors.toString()).startsWith(message);
    assertThat(twilio.oracle().requests()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatAnotherIsWritingIsLeftToIt() throws IOException {
    try (FileChannel part =
            FileChannel.open(
                folder.resolve("calls.csv.part"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock another = part.lock()) {
      assertThat(another.isValid()).isTrue();
      for (String how : List.of("--page-size=1000", "--resume")) {
        assertThat(run("--from=2026-08-17", out("calls.csv"), how)).isEqualTo(1);
        assertThat(errors.toString())
            .contains("--out: ", "calls.csv.part: is being written by another export")
            .doesNotContain("is there");
      }
    }
  }

  @Test
  void tellsOfAnswersThatItAsksTooMuch() {
    twilio.nextRequests(Fault.TOO_MANY_REQUESTS, Fault.TOO_MANY_REQUESTS);
    assertThat(run("--from=2026-08-17", out("calls.csv"))).isZero();
    assertThat(screen.text()).contains(", 2 × 429");
  }

  @Test
  void whatIsDoneIsDone() {
    String[] command = {"--from=2026-08-17", out("calls.csv"), "--resume"};
    assertThat(run(command)).isZero();
    long requests = twilio.oracle().requests();
    assertThat(run(command)).isZero();
    assertThat(screen.text()).contains("is done already");
    assertThat(twilio.oracle().requests()).isEqualTo(requests);

    command[0] = "--from=2026-08-16";
    assertThat(run(command)).as("of other days nothing is done").isEqualTo(2);
    assertThat(errors.toString()).contains("--resume: ", "another range");
  }

  @Test
  void aHistoryThatBreaksOffTellsHowToGoOnAndGoesOn() throws IOException {
    String[] command = {
      "--from=2026-08-10",
      out("calls.csv"),
      "--concurrency=1",
      "--checkpoint-every=PT0S",
      "--resume"
    };
    twilio.nextRequests(Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE);
    twilio.faults(Faults.none().onOthers(Fault.REFUSED, 1));
    assertThat(run(command)).isEqualTo(1);
    assertThat(errors.toString())
        .contains("21216", ". To go on:\n\n  dialflux history ", " --resume")
        .doesNotContain("\tat ");

    twilio.faults(Faults.none());
    String[] another = command.clone();
    another[0] = "--from=2026-08-11";
    assertThat(run(another)).isEqualTo(2);
    assertThat(errors.toString()).contains("--resume: ").contains("range");
    assertThat(run(command)).isZero();
    assertThat(Files.readAllLines(folder.resolve("calls.csv")).stream().skip(1))
        .hasSizeBetween(1_980, 2_020)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"http://no where", "localhost:8080", "ftp://example.com"})
  void anAddressThatIsNoneIsToldByItsName(String address) {
    int exitCode =
        Dialflux.commandLine(screen.terminal(), Map.of("DIALFLUX_BASE_URL", address))
            .setErr(new PrintWriter(errors, true))
            .execute("history", "--from=2026-08-01");
    assertThat(exitCode).isEqualTo(2);
    assertThat(errors.toString()).startsWith("DIALFLUX_BASE_URL: ").doesNotContain("Exception");
  }

  @Test
  void aCompressedExportGoesOnWhereItBrokeOff() throws IOException {
    String[] command = {
      "--from=2026-08-10",
      out("calls.jsonl.gz"),
      "--concurrency=1",
      "--checkpoint-every=PT0S",
      "--resume"
    };
    twilio.nextRequests(Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE);
    twilio.faults(Faults.none().onOthers(Fault.REFUSED, 1));
    assertThat(run(command)).isEqualTo(1);
    twilio.faults(Faults.none());
    assertThat(run(command)).isZero();
    assertThat(screen.text()).containsPattern(": [\\d,]+ calls \\([\\d,]+ of them earlier\\), ");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("calls.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      assertThat(lines.lines()).hasSizeBetween(1_980, 2_020).doesNotHaveDuplicates();
    }
  }

  @Test
  void wrongUseNamesTheOption() {
    assertThat(run()).isEqualTo(2);
    assertThat(errors.toString()).contains("'--from=TIME'");
    assertThat(run("--from=2026-08-01", "--resume")).isEqualTo(2);
    assertThat(errors.toString()).contains("--resume needs --out");
    assertThat(run("--from=2026-08-01", "--gzip")).isEqualTo(2);
    assertThat(errors.toString()).contains("--gzip needs --out");
    assertThat(run("--from=2026-08-01", "--format=jsonl", "--neutralise")).isEqualTo(2);
    assertThat(errors.toString()).contains("--neutralise is for csv");
    assertThat(run("--from=2026-08-01", "--format=xml")).isEqualTo(2);
    assertThat(errors.toString()).contains("--format", "csv", "jsonl");
    assertThat(run("--from=2026-08-01", out("nowhere/calls.csv"))).isEqualTo(1);
    assertThat(errors.toString()).contains("nowhere").doesNotContain("\tat ");
  }
}
