package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ListTest {
  private static final Instant START = Instant.parse("2026-08-18T23:59:50Z");
  private final Simulator twilio =
      Simulator.builder().clockSpeed(0).startTime(START).outcomes(Outcomes.allCompleted()).start();
  private final Http http = Http.to(twilio);

  @AfterEach
  void close() {
    twilio.close();
  }

  private List<String> place(int calls) throws IOException {
    List<String> sids = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      sids.add(0, http.createdSid("To", "+1555000" + (1000 + i)));
    }
    return sids;
  }

  private static List<String> sids(JsonNode page) {
    List<String> sids = new ArrayList<>();
    page.path("calls").forEach(call -> sids.add(call.path("sid").asString()));
    return sids;
  }

  @Test
  void anEmptyAccountHasOneEmptyPage() throws IOException {
    JsonNode page = http.list().json();
    assertThat(page.propertyNames())
        .containsExactlyInAnyOrder(
            "calls",
            "page",
            "page_size",
            "start",
            "end",
            "uri",
            "first_page_uri",
            "next_page_uri",
            "previous_page_uri");
    assertThat(page.path("calls").size()).isZero();
    assertThat(page.path("page_size").asInt()).isEqualTo(50);
    assertThat(page.path("next_page_uri").isNull()).isTrue();
    assertThat(page.path("previous_page_uri").isNull()).isTrue();
  }

  @Test
  void isNewestFirstAndStaysWhereItIsWhenCallsArrive() throws IOException {
    List<String> placed = place(7);
    List<String> read = new ArrayList<>();
    String next = Http.CALLS + ".json?PageSize=3";
    int pages = 0;
    while (!next.isEmpty()) {
      JsonNode page = http.get(next).json();
      assertThat(page.path("page").asInt()).isEqualTo(pages++);
      read.addAll(sids(page));
      next = page.path("next_page_uri").isNull() ? "" : page.path("next_page_uri").asString();
      http.create();
    }
    assertThat(read).isEqualTo(placed);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void theTokenIsTheLastSidOfThePageAndTheLinksKeepTheFilters() throws IOException {
    List<String> placed = place(5);
    JsonNode page = http.list("From", Http.FROM, "EndTime>", "", "To", "", "PageSize", "2").json();
    String filters = "?From=%2B15017122661&EndTime%3E=&To=&PageSize=2";
    assertThat(page.path("next_page_uri").asString())
        .isEqualTo(Http.CALLS + ".json" + filters + "&Page=1&PageToken=PA" + placed.get(1));
    assertThat(page.path("first_page_uri").asString())
        .isEqualTo(Http.CALLS + ".json" + filters + "&Page=0");
    assertThat(sids(http.get(page.path("next_page_uri").asString()).json()))
        .isEqualTo(placed.subList(2, 4));
  }

  @Test
  void aPageThatIsExactlyFullIsTheLast() throws IOException {
    place(4);
    JsonNode second = http.get(http.list("PageSize", "2").text("next_page_uri")).json();
    assertThat(second.path("calls").size()).isEqualTo(2);
    assertThat(second.path("start").asInt()).isEqualTo(2);
    assertThat(second.path("end").asInt()).isEqualTo(3);
    assertThat(second.path("next_page_uri").isNull()).isTrue();
  }

  @Test
  void goesBackToThePreviousPage() throws IOException {
    place(4);
    JsonNode first = http.list("PageSize", "2").json();
    JsonNode second = http.get(first.path("next_page_uri").asString()).json();
    JsonNode back = http.get(second.path("previous_page_uri").asString()).json();
    assertThat(sids(back)).isEqualTo(sids(first));
    assertThat(back.path("next_page_uri")).isEqualTo(first.path("next_page_uri"));
  }

  @Test
  void aTokenOutlivesTheCallItNames() throws IOException {
    List<String> placed = place(4);
    String next = http.list("PageSize", "2").text("next_page_uri");
    twilio.advance(Duration.ofHours(1));
    http.delete(placed.get(1));
    assertThat(sids(http.get(next).json())).isEqualTo(placed.subList(2, 4));
  }

  @Test
  void checksSizeAndToken() throws IOException {
    assertThat(http.list("PageSize", "1000").status()).isEqualTo(200);
    assertThat(http.list("PageSize", "1001").code()).isEqualTo(20007);
    assertThat(http.list("PageSize", "0").status()).isEqualTo(400);
    assertThat(http.list("PageToken", "PACA" + "0".repeat(32)).status()).isEqualTo(400);
    assertThat(http.list("PageToken", "PA").status()).isEqualTo(400);
    assertThat(http.list("StartTime", "yesterday").status()).isEqualTo(400);
    assertThat(http.list("Status", "initiated").status()).isEqualTo(400);
  }

  @ParameterizedTest
  // fifteen calls start second by second around midnight; of seven more an hour later one starts,
  // five wait and one is canceled in the queue
  @CsvSource({
    "StartTime,2026-08-18,10",
    "StartTime,2026-08-19,6",
    "StartTime,2026-08-19T23:00:00Z,6",
    "StartTime<,2026-08-19,10",
    "StartTime>,2026-08-19,6",
    "StartTime<,2026-08-18T23:59:52Z,2",
    "StartTime>,2026-08-18T23:59:52,14",
    "StartTime>,2026-08-18 23:59:52,14",
    "StartTime>,2026-08-18T23:59:52.500Z,13",
    "StartTime>,2026-08-19T01:59:52+02:00,14",
    "EndTime>,2026-08-18,16",
    "EndTime<,2026-08-18,0",
    "To,+15550001003,2",
    "From,+15017122661,22",
    "From,+15550001003,0",
    "Status,queued,5",
    "Status,ringing,1",
    "Status,canceled,1",
    "Status,completed,15",
    "ParentCallSid,CA0123456789abcdef0123456789abcdef,0",
  })
  void filters(String name, String value, int found) throws IOException {
    place(15);
    twilio.advance(Duration.ofHours(1));
    assertThat(http.list("Status", "completed").json().path("calls").size()).isEqualTo(15);
    List<String> later = place(7);
    http.update(later.get(0), "Status", "canceled");

    assertThat(sids(http.list(name, value).json())).hasSize(found);
  }
}
