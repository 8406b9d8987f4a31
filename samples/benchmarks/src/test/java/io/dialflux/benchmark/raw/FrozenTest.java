package io.dialflux.benchmark.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrozenTest {
  private static final Path SOURCES = Path.of("src/main/java/io/dialflux/benchmark/raw");

  /** Whoever changes it gives up the comparison with all figures of before. */
  private static final String HASH =
      "bfa993eda3f42741f7ca2eefb54e717dadb50fff7cd63534de9771c48033b22a";

  @Test
  void theBaselinesAreAsTheyWere() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    List<Path> files;
    try (var listed = Files.list(SOURCES)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      String source = Files.readString(file).replace("\r\n", "\n");
      digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(source.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(HASH);
  }
}
