package io.dialflux.benchmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallTextTest {
  @Test
  void aCallHasTwiliosFieldsAndSize() {
    SplittableRandom random = new SplittableRandom(1);
    double size =
        IntStream.range(0, 1_000)
            .mapToObj(n -> CallText.listed(n, random))
            .mapToInt(String::length)
            .average()
            .orElseThrow();
    assertThat(size).isBetween(2_000.0, 2_300.0);

    JsonNode call = JsonMapper.shared().readTree(CallText.listed(0, random));
    assertThat(call.size()).isEqualTo(26);
    double share = call.get("subresource_uris").toString().length() / size;
    assertThat(share).isBetween(0.5, 0.65);
  }
}
