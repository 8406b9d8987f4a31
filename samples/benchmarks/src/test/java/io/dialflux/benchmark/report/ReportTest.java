package io.dialflux.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  @TempDir private Path directory;

  @Test
  void everyReaderGetsAFile() throws Exception {
    Report report = new Report(Map.of("machine", "2 × a core"));
    report.add(new Target("create", "≤ 1.10 ×", "1.05 ×", true, List.of(1.04, 1.05)));
    report.failed("a run");
    report.add(new Table("Create", "per call", "contender", "CPU µs").row("Dialflux", "21.50"));
    report.add(
        new Chart("cpu", "CPU < time", "µs; less is better")
            .bar("Dialflux", 21.5)
            .bar("other", 30));
    report.add("create-dialflux", List.of(Map.of("calls_per_second", 10_000.0)));
    report.write(directory);

    assertThat(Files.readString(directory.resolve("report.txt")))
        .contains(
            "machine: 2 × a core",
            "FAILED: a run",
            "Dialflux    21.50",
            "create  ≤ 1.10 ×  1.05 ×    yes");
    assertThat(Files.readString(directory.resolve("README.md")))
        .contains("![CPU < time](cpu.svg)", "| Dialflux | 21.50 |");
    assertThat(Files.readString(directory.resolve("cpu.svg")))
        .contains("CPU &lt; time", "21.5<", ">30<", ">µs<", "less is better");
    var json = JsonMapper.shared().readTree(directory.resolve("report.json"));
    assertThat(json.at("/runs/create-dialflux/0/calls_per_second").asDouble()).isEqualTo(10_000);
    assertThat(json.at("/targets/0/rounds/1").asDouble()).isEqualTo(1.05);
    assertThat(json.at("/tables/0/rows/0/1").asDouble()).isEqualTo(21.5);
    assertThat(json.at("/failures/0").asString()).isEqualTo("a run");
    assertThat(json.at("/targets/0/met").asBoolean()).isTrue();
  }
}
