package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever was decoded before, a call is read as if it were the first. */
class CallDecoderTest {
  private final CallDecoder decoder = new CallDecoder();

  @Provide
  Arbitrary<List<String>> calls() {
    return Json.calls().list().ofMinSize(1).ofMaxSize(5);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void readsEachCallAsItsOwn(@ForAll("calls") List<String> calls) {
    for (String json : calls) {
      Map<String, Object> alone = CallPropertiesTest.accessors(Call.parse(json));
      Call read = decoder.call(json.getBytes(StandardCharsets.UTF_8));
      assertThat(CallPropertiesTest.accessors(read)).isEqualTo(alone);
    }
  }

  @Example
  void refusesWhatIsNoCallAndGoesOn() {
    byte[] call = json(1);
    for (String text : List.of("", "[]", "{}", "{\"sid\":\"\"}", "{\"sid\":\"CA1\"}x")) {
      assertThat(decoder.call(call).sid()).isEqualTo(sid(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> decoder.call(text.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(decoder.call(call).sid()).isEqualTo(sid(1));
  }

  @Example
  void mayBeUsedByManyThreads() {
    List<String> uris =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> decoder.call(json(i)))
            .map(call -> call.sid() + " " + call.uri())
            .toList();
    assertThat(uris)
        .isEqualTo(
            IntStream.range(0, 20_000)
                .mapToObj(i -> sid(i) + " /2010-04-01/Accounts/AC1/Calls/" + sid(i) + ".json")
                .toList());
  }

  private static String sid(int i) {
    return "CA%032x".formatted(i);
  }

  private static byte[] json(int i) {
    return "{\"sid\":\"%1$s\",\"account_sid\":\"AC1\",\"uri\":\"/2010-04-01/Accounts/AC1/Calls/%1$s.json\"}"
        .formatted(sid(i))
        .getBytes(StandardCharsets.UTF_8);
  }
}
