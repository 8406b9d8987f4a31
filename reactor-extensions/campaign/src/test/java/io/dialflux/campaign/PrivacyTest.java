package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that a dialler prints, with every logger at TRACE and a Twilio that answers with faults of
 * every kind, holds nobody's number or name, no TwiML and no secret.
 */
class PrivacyTest {
  private static final int LEADS = 200;

  private static final List<Fault> OF_CREATES =
      List.of(
          Fault.REFUSED,
          Fault.TOO_MANY_REQUESTS,
          Fault.SERVER_ERROR_AFTER_PLACING,
          Fault.BAD_GATEWAY_BEFORE_PLACING,
          Fault.RESET_AFTER_PLACING,
          Fault.SILENCE_AFTER_PLACING,
          Fault.CUT_BODY_AFTER_PLACING,
          Fault.UNREADABLE_BODY_AFTER_PLACING);

  private static final Map<String, Pattern> SECRETS =
      Map.of(
          "a callee's number",
          Pattern.compile("212555[0-9]{4}|\\(?212\\)?.555.?[0-9]{4}"),
          "a cell that is no number",
          Pattern.compile(PrivacyMain.NO_NUMBER),
          "the caller's number",
          Pattern.compile("5552223333"),
          "a name, in data, TwiML or a zone",
          Pattern.compile(PrivacyMain.NAME),
          "the auth token",
          Pattern.compile(PrivacyMain.AUTH_TOKEN),
          "Basic authentication",
          Pattern.compile(
              Pattern.quote(
                  Base64.getEncoder()
                      .encodeToString(
                          (Simulator.DEFAULT_ACCOUNT_SID + ":" + PrivacyMain.AUTH_TOKEN)
                              .getBytes(StandardCharsets.UTF_8)))));

  @TempDir private Path folder;

  @Test
  void aCampaignWithFaultsPrintsNothingPersonal() throws Exception {
    Faults faults = Faults.none().onOthers(Fault.SERVER_ERROR_BEFORE_PLACING, 0.1);
    for (Fault fault : OF_CREATES) {
      faults = faults.onCreates(fault, 0.05);
    }
    List<String> printed;
    try (Simulator twilio =
        Simulator.builder()
            .account(Simulator.DEFAULT_ACCOUNT_SID, PrivacyMain.AUTH_TOKEN)
            .callsPerSecond(10_000)
            .clockSpeed(300)
            .seed(11)
            .faults(faults)
            .start()) {
      printed = printed(twilio);
      assertThat(twilio.oracle().totalRings()).isPositive();
    }
    assertThat(printed.stream().filter("THE END"::equals)).hasSize(1);
    assertThat(printed.stream().filter(line -> line.startsWith("CampaignProgress"))).hasSize(1);
    assertThat(printed.stream().filter(line -> line.contains(" DEBUG reactor.netty.")).limit(1))
        .hasSize(1);
    String source = "";
    Map<String, String> found = new LinkedHashMap<>();
    for (String line : printed) {
      if (line.startsWith("[")) {
        source = line.substring(line.indexOf(']') + 1).split(" - ", 2)[0];
      }
      for (Map.Entry<String, Pattern> secret : SECRETS.entrySet()) {
        if (secret.getValue().matcher(line).find()) {
          found.putIfAbsent(secret.getKey() + " by" + source, line);
        }
      }
    }
    assertThat(found.entrySet()).isEmpty();
  }

  private List<String> printed(Simulator twilio) throws Exception {
    Path output = folder.resolve("printed");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty("java.class.path"),
                PrivacyMain.class.getName(),
                twilio.baseUrl().toString(),
                folder.resolve("ledger").toString(),
                Integer.toString(LEADS))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }
}
