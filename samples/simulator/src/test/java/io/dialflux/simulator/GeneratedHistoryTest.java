package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedHistoryTest {
  private static final Instant START = Instant.parse("2026-08-18T00:00:00Z");
  private static final int CALLS = 3_000;

  private final Simulator twilio = withHistory(CALLS, 30).start();
  private final Http http = Http.to(twilio);
  private List<JsonNode> all = List.of();

  private static SimulatorBuilder withHistory(long calls, int days) {
    return Simulator.builder()
        .seed(11)
        .clockSpeed(0)
        .startTime(START)
        .history(calls, Duration.ofDays(days));
  }

  @BeforeAll
  void readAll() throws IOException {
    all = read(http, "PageSize", "1000");
  }

  @AfterAll
  void close() {
    twilio.close();
  }

  private static List<JsonNode> read(Http http, String... query) throws IOException {
    List<JsonNode> calls = new ArrayList<>();
    String next = Http.CALLS + ".json?" + Http.form(query);
    while (!next.isEmpty()) {
      JsonNode page = http.get(next).json();
      page.path("calls").forEach(calls::add);
      next = page.path("next_page_uri").isNull() ? "" : page.path("next_page_uri").asString();
    }
    return calls;
  }

  private static List<String> sids(List<JsonNode> calls) {
    return calls.stream().map(call -> call.path("sid").asString()).toList();
  }

  private List<String> sids(Predicate<JsonNode> which) {
    return sids(all.stream().filter(which).toList());
  }

  private static String text(JsonNode call, String field) {
    return call.path(field).asString();
  }

  @Test
  void hasSoManyDifferentCallsNewestFirst() {
    assertThat(new HashSet<>(sids(all))).hasSize(CALLS);
    List<Instant> created = all.stream().map(call -> date(call, "date_created")).toList();
    for (int i = 1; i < CALLS; i++) {
      assertThat(created.get(i)).isBeforeOrEqualTo(created.get(i - 1));
    }
    assertThat(created.get(0)).isBefore(START);
    assertThat(created.get(CALLS - 1)).isAfter(START.minus(Duration.ofDays(31)));
  }

  private static Instant date(JsonNode call, String field) {
    return ZonedDateTime.parse(text(call, field), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  @Test
  void isVariedAndOver() {
    Map<String, Integer> statuses = new HashMap<>();
    all.forEach(call -> statuses.merge(text(call, "status"), 1, Integer::sum));
    assertThat(statuses).containsOnlyKeys("completed", "busy", "no-answer", "failed", "canceled");
    assertThat(sids(call -> call.path("start_time").isNull()))
        .isNotEmpty()
        .isEqualTo(sids(call -> text(call, "status").equals("canceled")));
    assertThat(sids(call -> text(call, "answered_by").equals("machine_start"))).isNotEmpty();
    assertThat(
            sids(call -> text(call, "status").equals("completed") && call.path("price").isNull()))
        .isEmpty();
    assertThat(all).allMatch(call -> date(call, "end_time").isBefore(START));
    assertThat(twilio.oracle().totalRings()).isZero();
  }

  @Test
  void isFetchedAsItIsListedAndTheSameForTheSameSeed() throws IOException {
    for (int i = 0; i < CALLS; i += 271) {
      assertThat(http.fetch(text(all.get(i), "sid")).json()).isEqualTo(all.get(i));
    }
    try (Simulator twin = withHistory(CALLS, 30).start()) {
      assertThat(read(Http.to(twin), "PageSize", "900")).isEqualTo(all);
    }
  }

  @Test
  void isFoundByNumber() throws IOException {
    for (int i = 0; i < CALLS; i += 311) {
      String to = text(all.get(i), "to");
      assertThat(sids(read(http, "To", to, "PageSize", "2")))
          .isEqualTo(sids(call -> text(call, "to").equals(to)));
      String from = text(all.get(i), "from");
      assertThat(sids(read(http, "From", from)))
          .isEqualTo(sids(call -> text(call, "from").equals(from)));
    }
    assertThat(read(http, "To", "+15559999999")).isEmpty();
    assertThat(read(http, "From", "+15559999999")).isEmpty();
  }

  @Test
  void isFoundByStatus() throws IOException {
    for (String status : List.of("completed", "busy", "no-answer", "failed", "canceled")) {
      assertThat(sids(read(http, "Status", status, "PageSize", "100")))
          .isEqualTo(sids(call -> text(call, "status").equals(status)));
    }
    assertThat(read(http, "Status", "in-progress")).isEmpty();
  }

  @Test
  void isFoundByDay() throws IOException {
    for (String field : List.of("start_time", "end_time")) {
      String name = field.equals("start_time") ? "StartTime" : "EndTime";
      assertThat(sids(read(http, name, "2026-08-03")))
          .isNotEmpty()
          .isEqualTo(sids(call -> text(call, field).contains("03 Aug 2026")));
      assertThat(sids(read(http, name + ">", "2026-08-01", name + "<", "2026-08-03T12:00:00Z")))
          .isNotEmpty()
          .isEqualTo(
              sids(
                  call ->
                      !call.path(field).isNull()
                          && !date(call, field).isBefore(Instant.parse("2026-08-01T00:00:00Z"))
                          && date(call, field).isBefore(Instant.parse("2026-08-03T12:00:00Z"))));
    }
  }

  @Test
  void isFoundByTheFirstLeg() throws IOException {
    List<JsonNode> legs =
        all.stream().filter(call -> text(call, "direction").equals("outbound-dial")).toList();
    assertThat(legs).hasSizeGreaterThan(100);
    for (JsonNode leg : legs.subList(0, 10)) {
      assertThat(sids(read(http, "ParentCallSid", text(leg, "parent_call_sid"))))
          .containsExactly(text(leg, "sid"));
    }
    assertThat(read(http, "ParentCallSid", text(legs.get(0), "sid"))).isEmpty();
  }

  @Test
  void newCallsComeBeforeItAndCanBeTakenAwayFromIt() throws IOException {
    try (Simulator other = withHistory(10, 1).start()) {
      Http http = Http.to(other);
      List<String> old = sids(read(http));
      String newest = http.createdSid("To", text(all.get(0), "to"));
      assertThat(sids(read(http, "PageSize", "3"))).startsWith(newest).hasSize(11);
      assertThat(http.update(old.get(4), "Status", "completed").status()).isEqualTo(200);
      assertThat(http.delete(old.get(4)).status()).isEqualTo(204);
      assertThat(http.fetch(old.get(4)).status()).isEqualTo(404);
      assertThat(sids(read(http, "PageSize", "3"))).doesNotContain(old.get(4)).hasSize(10);
      assertThat(other.oracle().totalRings()).isEqualTo(1);
    }
  }

  @Test
  void tenMillionCallsFitIntoASmallHeap() throws IOException {
    try (Simulator vast = withHistory(10_000_000, 730).start()) {
      Http http = Http.to(vast);
      JsonNode newest = http.list("PageSize", "1000").json();
      assertThat(newest.path("calls").size()).isEqualTo(1000);
      assertThat(read(http, "StartTime", "2025-02-14", "PageSize", "1000"))
          .hasSizeBetween(13_000, 14_500);
      String to = text(newest.path("calls").get(0), "to");
      assertThat(read(http, "To", to)).hasSize(4);
      assertThat(http.list("Status", "queued").json().path("calls").size()).isZero();
      assertThat(http.list("Status", "canceled").json().path("calls").size()).isEqualTo(50);
    }
  }

  @Test
  void tinyHistoriesWorkToo() throws IOException {
    for (int calls = 0; calls < 5; calls++) {
      try (Simulator tiny = withHistory(calls, 1).start()) {
        List<JsonNode> read = read(Http.to(tiny), "PageSize", "1");
        assertThat(read).hasSize(calls);
        for (JsonNode call : read) {
          assertThat(sids(read(Http.to(tiny), "To", text(call, "to")))).contains(text(call, "sid"));
        }
      }
    }
    assertThatThrownBy(() -> withHistory(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> withHistory(90_000_000, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
