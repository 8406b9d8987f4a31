package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggedRequestTest {
  private static List<LoggedRequest> parse(String json) {
    return LoggedRequest.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void parametersAreReadAndWhatIsNotKnownIsPassedOver() {
    List<LoggedRequest> events =
        parse(
            "{\"new\":{\"a\":[1]},\"events\":[{\"response\":{\"x\":[{}]},\"request\":{"
                + "\"method\":\"POST\",\"more\":[{}],\"url\":\"https://x\",\"parameters\":{"
                + "\"to\":\"+15558675310\",\"status_callback_event\":[\"initiated\",\"completed\"],"
                + "\"odd\":{\"a\":1},\"timeout\":60}}},{}],\"page\":0,\"next_page_uri\":null}");
    assertThat(events).hasSize(2);
    LoggedRequest create = events.get(0);
    assertThat(create.method()).isEqualTo("POST");
    assertThat(create.url()).isEqualTo("https://x");
    assertThat(create.parameter("timeout")).isEqualTo("60");
    assertThat(create.parameter("odd")).isNull();
    assertThat(create.parameter("absent")).isNull();
    assertThat(create.parameters().get("status_callback_event"))
        .containsExactly("initiated", "completed");
    assertThat(create.toString()).doesNotContain("867");
    assertThat(events.get(1).parameters()).isEmpty();
  }

  @Test
  void thereMayBeNone() {
    assertThat(parse("{\"events\":[],\"page\":0}")).isEmpty();
    assertThat(parse("{\"events\":null}")).isEmpty();
  }

  @Test
  void whatIsNoSuchJsonIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> parse("[]")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parse("{\"events\":[{\"+15558675310"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("867");
  }
}
