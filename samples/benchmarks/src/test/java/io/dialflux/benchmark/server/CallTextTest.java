package io.dialflux.benchmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
            .mapToObj(n -> CallText.listed(n, random, 0))
            .mapToInt(String::length)
            .average()
            .orElseThrow();
    assertThat(size).isBetween(2_000.0, 2_300.0);

    JsonNode call = JsonMapper.shared().readTree(CallText.listed(0, random, 0));
    assertThat(call.size()).isEqualTo(26);
    double share = call.get("subresource_uris").toString().length() / size;
    assertThat(share).isBetween(0.5, 0.65);
  }

  @Test
  void whatPeopleReadBelongsToTheNumber() {
    JsonNode call = JsonMapper.shared().readTree(CallText.created("CA1", "+15558675310"));
    assertThat(call.get("to_formatted").asString()).isEqualTo("(555) 867-5310");
    assertThat(call.get("from_formatted").asString()).isEqualTo("(555) 222-3333");
  }

  @Test
  void oneCallInTenCanBeAwkward() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> names =
        IntStream.range(0, 1_000)
            .mapToObj(n -> JsonMapper.shared().readTree(CallText.listed(n, random, 10)))
            .filter(call -> !call.get("caller_name").isNull())
            .map(call -> call.get("caller_name").asString())
            .toList();
    assertThat(names).hasSizeBetween(70, 130).contains("Müller \"Zed\"", "山田 太郎");
  }
}
