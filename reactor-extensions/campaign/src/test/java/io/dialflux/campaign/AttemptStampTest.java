package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dialflux.call.CallTemplate;
import io.dialflux.call.LoggedRequest;
import io.dialflux.call.StatusCallbackEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptStampTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private final AttemptStamp stamp = new AttemptStamp("secret");

  @Test
  void anAddressKeepsItsQueryAndItsFragment() {
    CallTemplate stamped =
        stamp.stamp(
            CallTemplate.from("+15552223333")
                .url(URI.create("https://example.com/a?x=%20#rc=2"))
                .statusCallback(URI.create("https://example.com/s"), StatusCallbackEvent.INITIATED),
            ID);
    String sig = stamp.signature(ID);
    assertThat(stamped.value("Url"))
        .isEqualTo("https://example.com/a?x=%20&attempt=" + ID + "&sig=" + sig + "#rc=2");
    assertThat(stamped.value("StatusCallback"))
        .isEqualTo("https://example.com/s?attempt=" + ID + "&sig=" + sig);
    assertThat(stamped.value("StatusCallbackEvent")).isEqualTo("initiated");
  }

  @Test
  void anIdIsReadBackWhereItsSignatureIsOurs() {
    String ours = "https://example.com/a?attempt=" + ID + "&sig=" + stamp.signature(ID);
    assertThat(stamp.find(events("url", ours))).isEqualTo(ID);
    assertThat(stamp.find(events("status_callback", ours))).isEqualTo(ID);
    assertThat(new AttemptStamp("other").find(events("url", ours))).isEmpty();
    assertThat(stamp.find(events("url", "https://example.com/a?attempt=" + ID))).isEmpty();
    assertThat(stamp.find(events("url", "https://example.com/a?attempt=7"))).isNull();
    assertThat(stamp.find(List.of())).isNull();
    assertThat(stamp.find(asked(ours))).isEqualTo(ID);
  }

  @Test
  void aCommentIsSignedToo() {
    String stamped =
        stamp.stamp(CallTemplate.from("+15552223333").twiml("<Response/>"), ID).value("Twiml");
    assertThat(stamped)
        .isEqualTo("<Response/><!-- attempt: " + ID + " sig: " + stamp.signature(ID) + " -->");
    assertThat(stamp.find(events("twiml", stamped))).isEqualTo(ID);
    assertThat(new AttemptStamp("other").find(events("twiml", stamped))).isEmpty();
    assertThat(stamp.find(events("twiml", "<Response/><!-- attempt: " + ID + " -->"))).isEmpty();
    assertThat(stamp.find(events("twiml", "<Response/><!-- attempt: 7 -->"))).isNull();
  }

  @Test
  void whereACommentIsSignedTheTwimlStaysWithinTwiliosBound() {
    int room = 4_000 - "<!-- attempt:  sig:  -->".length() - 64;
    CallTemplate full = CallTemplate.from("+15552223333").twiml("☎".repeat(room));
    AttemptStamp.check(full);
    assertThat(stamp.stamp(full, ID).value("Twiml")).hasSize(4_000);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> AttemptStamp.check(CallTemplate.from("+15552223333").twiml("x".repeat(room + 1))))
        .withMessageStartingWith("twiml");
  }

  @Test
  void idsAreRandom() {
    assertThat(stamp.newId()).matches("[0-9a-f]{32}").isNotEqualTo(stamp.newId());
    assertThat(new AttemptStamp("secret").newId()).isNotEqualTo(new AttemptStamp("secret").newId());
  }

  private static List<LoggedRequest> asked(String url) {
    String json = "{\"events\":[{\"request\":{\"method\":\"POST\",\"url\":\"" + url + "\"}}]}";
    return LoggedRequest.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<LoggedRequest> events(String name, String value) {
    String json =
        "{\"events\":[{\"request\":{\"method\":\"POST\",\"url\":\"u\",\"parameters\":{\""
            + name
            + "\":\""
            + value
            + "\"}}}]}";
    return LoggedRequest.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
