package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of a listing as Twilio answers it. */
class CallPageTest {
  private static final String NEXT =
      "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls.json"
          + "?StartTime%3E=2026-11-02&PageSize=2&Page=1&PageToken=PACA01";

  @Test
  void theEnvelopeIsRead() {
    CallPage page =
        CallPage.parse(
            """
            {"first_page_uri":"/first","end":1,"previous_page_uri":null,
             "calls":[{"sid":"CA1","status":"busy","subresource_uris":{"a":"/b"}},{"sid":"CA2"}],
             "page":0,"page_size":2,"start":0,"uri":"/own","num_pages":7,
             "meta":{"next_page_uri":"/not-this","calls":[{"sid":"CA3"}]},
             "next_page_uri":"%s"}
            """
                .formatted(NEXT));
    assertThat(page.calls()).extracting(Call::sid).containsExactly("CA1", "CA2");
    assertThat(page.calls().get(0).subresourceUris()).containsEntry("a", "/b");
    assertThat(page.next()).isEqualTo(PageToken.parse(NEXT));
    assertThat(page).hasToString("CallPage[2 calls]");
  }

  @Test
  void theLastPageHasNoNext() {
    CallPage page = CallPage.parse("{\"next_page_uri\":null,\"calls\":[{\"sid\":\"CA1\"}]}");
    assertThat(page.calls()).hasSize(1);
    assertThat(page.next()).isNull();
    assertThat(page).hasToString("CallPage[1 calls, last]");
  }

  @Test
  void anEmptyPageMayHaveANext() {
    CallPage page = CallPage.parse("{\"calls\":[],\"next_page_uri\":\"" + NEXT + "\"}");
    assertThat(page.calls()).isEmpty();
    assertThat(page.next()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"calls\":[]}",
        "{\"next_page_uri\":null}",
        "{\"calls\":null,\"next_page_uri\":null}",
        "{\"calls\":[\"+15558675310\"],\"next_page_uri\":null}",
        "{\"calls\":[{\"to\":\"+15558675310\"}],\"next_page_uri\":null}",
        "{\"calls\":[{\"sid\":\"CA1\",\"to\":\"+15558675310",
        "{\"calls\":[{\"sid\":\"CA1\"}],\"next_page_uri\":\"?To=+15558675310%2\"}",
        "{\"calls\":[],\"next_page_uri\":\"+15558675310\"}",
        "{\"calls\":[],\"next_page_uri\":15558675310}",
        "{\"calls\":[],\"next_page_uri\":null} +15558675310",
        "{\"calls\":[],\"next_page_uri\":null} 15558675310",
        "{\"calls\":[],\"next_page_uri\":null} \"15558675310",
        "{\"calls\":[],\"next_page_uri\":null} tru",
        "{\"calls\":[],\"next_page_uri\":null} -",
        "<html>+15558675310</html>"
      })
  void whatIsNoPageIsNotRepeated(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallPage.parse(json))
        .withMessageNotContaining("5558675310")
        .withNoCause();
  }

  @Test
  void aPageMadeForATestIsUnmodifiable() {
    List<Call> calls = new ArrayList<>(List.of(Call.parse("{\"sid\":\"CA1\"}")));
    CallPage page = CallPage.of(calls, null);
    calls.clear();
    assertThat(page.calls()).hasSize(1);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> page.calls().clear());
  }
}
