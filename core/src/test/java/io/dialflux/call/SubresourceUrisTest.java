package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the calls before had: a call's subresources are its own. */
class SubresourceUrisTest {
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";

  private final CallDecoder decoder = new CallDecoder();

  private Call read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Call read = decoder.call(bytes);
    assertThat(CallPropertiesTest.accessors(read))
        .isEqualTo(CallPropertiesTest.accessors(Call.parse(bytes)));
    return read;
  }

  private static String sid(int i) {
    return "CA%032x".formatted(i);
  }

  private static Map<String, String> usual(int i, String... names) {
    Map<String, String> paths = new LinkedHashMap<>();
    for (String name : names) {
      paths.put(
          name, "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + sid(i) + "/" + name + ".json");
    }
    return paths;
  }

  private Call call(int i, Map<String, String> paths) {
    return read(
        "{\"account_sid\":\"%s\",\"sid\":\"%s\",\"subresource_uris\":%s}"
            .formatted(ACCOUNT, sid(i), json(paths)));
  }

  private static String json(Map<String, String> paths) {
    return paths.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void theyAreReadWhateverTheCallsBeforeHad() {
    Map<Integer, Map<String, String>> given = new LinkedHashMap<>();
    given.put(1, usual(1, "notifications", "recordings", "payments"));
    given.put(2, usual(2, "notifications", "recordings", "payments"));
    given.put(3, usual(3, "notifications", "recordings"));
    given.put(4, usual(4, "notifications", "recordings", "payments", "events"));
    given.put(5, usual(5, "recordings", "notifications", "payments"));
    given.put(6, Map.of());
    given.put(7, usual(1, "notifications", "recordings", "payments")); // another call's paths
    given.put(8, Map.of("notifications", "/2010-04-01/elsewhere.json"));
    given.put(9, usual(9, "notifications", "recordings", "payments"));
    Map<String, String> mixed = usual(10, "notifications", "recordings");
    mixed.put("payments", "https://example.com/payments");
    given.put(10, mixed);

    for (int round = 0; round < 2; round++) { // the second with what the first has left behind
      Map<Integer, Call> read = new LinkedHashMap<>();
      given.forEach((i, paths) -> read.put(i, call(i, paths)));
      read.forEach((i, call) -> assertThat(call.subresourceUris()).isEqualTo(given.get(i)));
    }
  }

  @Test
  void theyAreReadBeforeTheSidToo() {
    Map<String, String> paths = usual(1, "events");
    Call call =
        read(
            "{\"subresource_uris\":%s,\"account_sid\":\"%s\",\"sid\":\"%s\"}"
                .formatted(json(paths), ACCOUNT, sid(1)));
    assertThat(call.subresourceUris()).isEqualTo(paths);
  }

  @Test
  void pathsUnderNullAreNotTakenForTheCallsOwn() {
    String path = "/2010-04-01/Accounts/null/Calls/null/events.json";
    Call call =
        read("{\"subresource_uris\":{\"events\":\"" + path + "\"},\"sid\":\"" + sid(1) + "\"}");
    assertThat(call.subresourceUris()).containsExactly(Map.entry("events", path));
  }

  /** A call's own path follows from its account and SID, so it is not kept; any other is. */
  @Test
  void aCallsOwnPathIsReadWhateverTheCallsBeforeHad() {
    String own = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/";
    Map<Integer, String> given = new LinkedHashMap<>();
    given.put(1, own + sid(1) + ".json");
    given.put(2, own + sid(2) + ".json");
    given.put(3, own + sid(2) + ".json"); // another call's
    given.put(4, own + sid(4) + ".xml");
    given.put(5, "/elsewhere.json");
    given.put(6, own + sid(6) + ".json");

    for (int round = 0; round < 2; round++) {
      given.forEach(
          (i, uri) ->
              assertThat(withUri("\"sid\":\"" + sid(i) + "\"", uri, "").uri()).isEqualTo(uri));
    }
  }

  @Test
  void pathsStayWhatTheyWereWhenTheSidIsGivenAgain() {
    String uri = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + sid(1) + ".json";
    String paths = ",\"subresource_uris\":" + json(usual(1, "events"));
    for (String again : new String[] {"\"sid\":\"" + sid(2) + "\"", "\"account_sid\":\"AC1\""}) {
      for (int i = 0; i < 2; i++) {
        Call call = withUri("\"sid\":\"" + sid(1) + "\"", uri, paths + "," + again);
        assertThat(call.uri()).isEqualTo(uri);
        assertThat(call.subresourceUris()).isEqualTo(usual(1, "events"));
      }
    }
  }

  @Test
  void aShortSidIsNotFoundInTheRestOfAPath() {
    for (int i = 1; i < 4; i++) {
      String uri = "/20" + i + "0-04-0" + i + "/Accounts/AC" + i + "/Calls/" + i + ".json";
      assertThat(read(shortCall(1, "/2010-04-01/Accounts/AC1/Calls/1.json")).uri())
          .isEqualTo("/2010-04-01/Accounts/AC1/Calls/1.json");
      assertThat(read(shortCall(i, uri)).uri()).isEqualTo(uri);
    }
  }

  private static String shortCall(int sid, String uri) {
    return "{\"account_sid\":\"AC1\",\"sid\":\"" + sid + "\",\"uri\":\"" + uri + "\"}";
  }

  private Call withUri(String sid, String uri, String more) {
    return read("{\"account_sid\":\"%s\",%s,\"uri\":\"%s\"%s}".formatted(ACCOUNT, sid, uri, more));
  }

  /** The names are more than half of a call's bytes: a page keeps them once. */
  @Test
  void callsOfAPageShareTheNames() {
    Map<String, String> plain = usual(1, "events", "recordings");
    String name = "\"caller_name\":\"Zoë\","; // which leaves the call to the general parser
    String calls =
        Stream.of(json(1, "", plain), json(2, name, usual(2, "events", "recordings")))
            .collect(Collectors.joining(","));
    byte[] page =
        ("{\"calls\":[" + calls + "],\"next_page_uri\":null}").getBytes(StandardCharsets.UTF_8);
    assertThat(CallPage.parse(page).calls())
        .extracting("subresourceNames")
        .hasSize(2)
        .doesNotContainNull()
        .satisfies(names -> assertThat(names.get(0)).isSameAs(names.get(1)));
  }

  private static String json(int i, String more, Map<String, String> paths) {
    return "{%s\"account_sid\":\"%s\",\"sid\":\"%s\",\"subresource_uris\":%s}"
        .formatted(more, ACCOUNT, sid(i), json(paths));
  }
}
