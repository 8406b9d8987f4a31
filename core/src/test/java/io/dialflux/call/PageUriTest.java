package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that a page has of itself, as soon as it has been read. */
class PageUriTest {
  private static final String CALLS =
      "\"calls\":[{\"sid\":\"CA1\",\"status\":\"busy\",\"uri\":\"/call\"},{\"sid\":\"CA2\"}]";
  private static final String OWN = "\"meta\":{\"uri\":\"/not-this\"},\"uri\":\"\\/own?To=%2B1\"";

  private static void read(CallPageReader reader, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      reader.read(bytes, i, i + 1);
    }
  }

  @Test
  void mayStandBeforeTheCalls() {
    CallPageReader reader = new CallPageReader();
    assertThat(reader.uri()).isNull();
    read(reader, "{" + OWN);
    assertThat(reader.uri()).isEqualTo("/own?To=%2B1");
    assertThat(reader.take()).isEmpty();
    read(reader, "," + CALLS + ",\"next_page_uri\":null}");
    assertThat(reader.uri()).isEqualTo("/own?To=%2B1");
    assertThat(reader.end().calls()).hasSize(2);
  }

  @Test
  void mayStandBehindTheCalls() {
    CallPageReader reader = new CallPageReader(call -> {});
    read(reader, "{\"next_page_uri\":null," + CALLS + ",");
    assertThat(reader.uri()).isNull();
    read(reader, OWN + "}");
    assertThat(reader.uri()).isEqualTo("/own?To=%2B1");
    reader.end();
    assertThat(reader.uri()).isEqualTo("/own?To=%2B1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"uri\":null", ",\"uri\":7", ",\"uri\":{}", ",\"uri\":[\"/x\"]"})
  void mayBeMissing(String uri) {
    CallPageReader reader = new CallPageReader();
    read(reader, "{\"next_page_uri\":null," + CALLS + uri + "}");
    reader.end();
    assertThat(reader.uri()).isNull();
  }
}
