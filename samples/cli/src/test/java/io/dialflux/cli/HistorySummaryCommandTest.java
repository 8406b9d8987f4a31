package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HistorySummaryCommandTest {
  private static final int CALLS = 3_000;

  private final Simulator twilio =
      Simulator.builder()
          .clockSpeed(0)
          .startTime(Instant.parse("2026-08-18T00:00:00Z"))
          .history(CALLS, Duration.ofDays(12))
          .start();
  private final StringWriter errors = new StringWriter();
  private final Screen screen = Screen.log();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    twilio.close();
  }

  private int run(String... arguments) {
    return Dialflux.commandLine(
            screen.terminal(), Map.of("DIALFLUX_BASE_URL", twilio.baseUrl().toString()))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String figure(String pattern) {
    Matcher line = Pattern.compile(pattern).matcher(screen.text());
    assertThat(line.find()).as("%s in:%n%s", pattern, screen.text()).isTrue();
    return line.group(1);
  }

  @Test
  void addsUpEveryCallOnce() {
    int exitCode =
        run(
            "history",
            "summary",
            "--from",
            "2026-08-01",
            "--to",
            "2026-08-17",
            "--page-size",
            "50");

    assertThat(errors).hasToString("");
    assertThat(exitCode).isZero();
    assertThat(figure("  calls +([\\d,]*\\d)")).isEqualTo("3,000");
    assertThat(figure("windows +.*: ([\\d,]+) calls")).isEqualTo("3,000");
    assertThat(
            screen
                .text()
                .lines()
                .filter(line -> line.matches("  ... 2026-08-.*"))
                .mapToInt(line -> Integer.parseInt(line.substring(16, 25).trim()))
                .sum())
        .isEqualTo(CALLS);
    assertThat(screen.text()).contains("  Thu 2026-08-06    250  ██");
    assertThat(figure("answer rate +(\\d+)\\.")).isIn("68", "69", "70", "71", "72");
    assertThat(screen.text()).contains("cost          USD ");
  }

  @Test
  void daysThatAreNotYetAreNotShown() {
    LocalDate later = LocalDate.now(ZoneOffset.UTC).plusDays(40);
    assertThat(run("history", "summary", "--from=2026-08-01", "--to=" + later)).isZero();
    assertThat(screen.text())
        .contains("  Sat 1 Aug 2026 to ")
        .doesNotContain(
            later.format(DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH)),
            later.minusDays(7).toString());
  }

  @Test
  void takesOnlyTheCallsAskedFor() {
    String[] day = {"history", "summary", "--from", "2026-08-10", "--to", "2026-08-10"};
    assertThat(run(day)).isZero();
    assertThat(figure("  calls +([\\d,]*\\d)")).as("a date is all of the day").isEqualTo("250");
    assertThat(
            run(
                "history",
                "summary",
                "--from=2026-08-10T00:00:00Z",
                "--to=2026-08-10T12:00:00Z",
                "--status=busy",
                "--to-number=+15550000007"))
        .isZero();
    assertThat(screen.text())
        .contains("Calls with status busy to one number\n  Mon 10 Aug 2026, 00:00 to 12:00 (UTC)")
        .doesNotContain("15550000007", "answer rate\n");
  }

  @Test
  void writesThePage() throws IOException {
    Path page = folder.resolve("august.html");
    assertThat(run("history", "summary", "--from=2026-08-01", "--to=2026-08-17", "--html=" + page))
        .isZero();

    assertThat(Files.readString(page))
        .contains("<dd>3,000</dd>", "Thu 6 Aug 2026: 250 calls")
        .doesNotContain("+1555", "+1212");
    assertThat(screen.text()).contains("The page is in " + page);
  }

  @Test
  void aPageThatCannotBeWrittenIsToldBeforeReading() {
    String nowhere = folder.resolve("nowhere/august.html").toString();
    assertThat(run("history", "summary", "--from", "2026-08-01", "--html", nowhere)).isEqualTo(2);
    assertThat(errors.toString()).contains("--html", nowhere);
    assertThat(twilio.oracle().requests()).isZero();
  }

  @Test
  void aPageIsReplacedAsAWhole() throws IOException {
    Path page = Files.writeString(folder.resolve("august.html"), "the one before");
    Path before = Files.createLink(folder.resolve("before.html"), page);
    assertThat(run("history", "summary", "--from=2026-08-16", "--html=" + page)).isZero();
    assertThat(page).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(before).hasContent("the one before");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aPageThatMustNotBeChangedIsToldBeforeReading() throws IOException {
    Path page = Files.writeString(folder.resolve("august.html"), "mine");
    assertThat(page.toFile().setReadOnly()).isTrue();
    assumeFalse(Files.isWritable(page), "whoever runs this test may write anything");
    assertThat(refused("history", "summary", "--from=2026-08-01", "--html=" + page))
        .isEqualTo("--html: " + page + " cannot be written");
    assertThat(twilio.oracle().requests()).isZero();
  }

  @Test
  void whatWasCountedBeforeAFailureIsShownAsIncomplete() throws IOException {
    Path page = Files.writeString(folder.resolve("august.html"), "the one before");
    twilio.nextRequests(Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE);
    twilio.faults(Faults.none().onOthers(Fault.REFUSED, 1));
    assertThat(
            run(
                "history",
                "summary",
                "--from=2026-08-10",
                "--to=2026-08-17",
                "--concurrency=1",
                "--html=" + page))
        .isEqualTo(1);

    assertThat(errors.toString()).contains("21216").doesNotContain("\tat ");
    assertThat(screen.text())
        .contains("  INCOMPLETE: ", " of 11 windows", "  Calls\n", "  outcome  ")
        .contains("no page is written");
    assertThat(figure("  calls +([\\d,]*\\d)")).isEqualTo(figure("windows +.*: ([\\d,]+) calls"));
    assertThat(page).hasContent("the one before");
  }

  @Test
  void wrongUseNamesTheOption() {
    assertThat(run("history", "summary")).isEqualTo(2);
    assertThat(errors.toString()).contains("'--from=TIME'");
    for (List<String> wrong :
        List.of(
            List.of("--from", "yesterday"),
            List.of("--to", "tomorrow"),
            List.of("--to", "2026-07-01"),
            List.of("--concurrency", "0"),
            List.of("--page-size", "1001"),
            List.of("--to-number", ""),
            List.of("--status", ""))) {
      errors.getBuffer().setLength(0);
      assertThat(run("history", "summary", "--from=2026-08-01", wrong.get(0), wrong.get(1)))
          .isEqualTo(2);
      assertThat(errors.toString()).contains(wrong.get(0)).doesNotContain("Exception");
    }
    assertThat(twilio.oracle().requests()).isZero();
  }

  private String refused(String... arguments) {
    errors.getBuffer().setLength(0);
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(errors.toString()).doesNotContain("Exception");
    return errors.toString().lines().findFirst().orElse("");
  }

  @Test
  void whatIsWrongWithATimeIsTold() {
    assertThat(refused("history", "summary", "--from=1969-01-01", "--to=2026-08-01"))
        .isEqualTo("--from: from must be of the years 1970 to 9999");
    assertThat(refused("history", "--from=2999-01-01")).isEqualTo("--from: is still to come");
    assertThat(refused("history", "summary", "--from=2999-01-01", "--to=2999-01-31"))
        .isEqualTo("--from: is still to come");
    assertThat(refused("history", "summary", "--from=1.8.2026"))
        .isEqualTo(
            "--from: 1.8.2026 is neither a date nor an instant, such as 2026-08-31 or"
                + " 2026-08-31T09:30:00Z");
    assertThat(refused("history", "--from=2026-08-01", "--to=+15558675310"))
        .isEqualTo("--to: is a time; calls to a number are asked for by --to-number");
    assertThat(refused("history", "--from=+15558675310"))
        .isEqualTo("--from: is a time; calls from a number are asked for by --from-number");
    assertThat(twilio.oracle().requests()).isZero();
  }

  @Test
  void aStatusIsOneThatThereIs() {
    for (String wrong : List.of("complete", "cancelled", "done")) {
      assertThat(refused("history", "summary", "--from=2026-08-10", "--status=" + wrong))
          .contains(
              "--status",
              wrong
                  + " is none of queued, ringing, in-progress, completed, busy, failed,"
                  + " no-answer, canceled");
    }
    assertThat(twilio.oracle().requests()).isZero();

    assertThat(run("history", "summary", "--from=2026-08-10", "--status=No-Answer")).isZero();
    assertThat(screen.text()).contains("Calls with status no-answer\n");
    assertThat(run("history", "--help")).isZero();
    assertThat(screen.text().replaceAll("\\s+", " ")).contains("in-progress, completed, busy");
  }

  @Test
  void optionsStandBehindTheCommandTheyAreOf() {
    assertThat(refused("history", "--from=2026-08-10", "summary"))
        .isEqualTo("--from must stand behind summary");
    assertThat(refused("history", "--out=x.csv", "summary", "--from=2026-08-10"))
        .isEqualTo("--out is no option of summary");
    assertThat(twilio.oracle().requests()).isZero();
  }

  /** A call is about a kilobyte. */
  @Test
  @Timeout(600)
  void memoryIsForTheDaysAndNotForTheCalls() throws Exception {
    try (Simulator many =
        Simulator.builder()
            .clockSpeed(0)
            .startTime(Instant.parse("2026-08-18T00:00:00Z"))
            .history(200_000, Duration.ofDays(40))
            .start()) {
      DialfluxProcess summary =
          DialfluxProcess.startWithin(
              "40m",
              folder,
              List.of(
                  "history",
                  "summary",
                  "--from=2026-07-01",
                  "--to=2026-08-17",
                  "--base-url=" + many.baseUrl()));
      assertThat(summary.exitCode()).isZero();
      assertThat(summary.output()).contains("  calls         200,000");
    }
  }

  @Test
  void aHistoryThatCannotBeReadFails() {
    assertThat(
            Dialflux.commandLine(
                    screen.terminal(),
                    Map.of(
                        "DIALFLUX_BASE_URL",
                        twilio.baseUrl().toString(),
                        "TWILIO_ACCOUNT_SID",
                        Simulator.DEFAULT_ACCOUNT_SID,
                        "TWILIO_AUTH_TOKEN",
                        "wrong"))
                .setErr(new PrintWriter(errors, true))
                .execute("history", "summary", "--from", "2026-08-01"))
        .isEqualTo(1);
    assertThat(errors.toString()).contains("20003").doesNotContain("\tat ");
  }
}
