package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListOdditiesTest {

  private static SimulatorBuilder standing() {
    return Simulator.builder()
        .clockSpeed(0)
        .callsPerSecond(1000)
        .startTime(Instant.parse("2026-08-18T09:05:00Z"));
  }

  private static List<String> sids(JsonNode page) {
    List<String> sids = new ArrayList<>();
    page.path("calls").forEach(call -> sids.add(call.path("sid").asString()));
    return sids;
  }

  @Test
  void findsTheCallsToANumberAmongManyOnEveryPage() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      List<String> placed = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String sid = http.createdSid("To", "+155500010" + 10 * (i % 3 + 1));
        if (i % 3 == 0) {
          placed.add(0, sid);
        }
      }
      twilio.advance(Duration.ofHours(1));
      assertThat(http.delete(placed.remove(5)).status()).isEqualTo(204);

      JsonNode first = http.list("To", "+15550001010", "PageSize", "8").json();
      JsonNode second = http.get(first.path("next_page_uri").asString()).json();
      JsonNode third = http.get(second.path("next_page_uri").asString()).json();
      JsonNode back = http.get(third.path("previous_page_uri").asString()).json();

      List<String> read = new ArrayList<>(sids(first));
      read.addAll(sids(second));
      read.addAll(sids(third));
      assertThat(read).isEqualTo(placed);
      assertThat(third.path("next_page_uri").isNull()).isTrue();
      assertThat(sids(back)).isEqualTo(sids(second));
      assertThat(sids(http.list("To", "+15550001010", "Status", "queued").json())).isEmpty();
      assertThat(sids(http.list("To", "+15550009999").json())).isEmpty();
    }
  }

  @Test
  void aNewCallAppearsWhenTheLagIsOver() throws IOException {
    try (Simulator twilio = standing().listLag(Duration.ofSeconds(5)).start()) {
      Http http = Http.to(twilio);
      String sid = http.createdSid();

      twilio.advance(Duration.ofMillis(4_999));
      assertThat(sids(http.list().json())).isEmpty();
      assertThat(sids(http.list("To", Http.TO).json())).isEmpty();
      assertThat(http.fetch(sid).code()).isEqualTo(20404);
      assertThat(http.update(sid, "Status", "completed").text("sid")).isEqualTo(sid);

      twilio.advance(Duration.ofMillis(1));
      assertThat(sids(http.list().json())).containsExactly(sid);
      assertThat(sids(http.list("To", Http.TO).json())).containsExactly(sid);
      assertThat(http.fetch(sid).status()).isEqualTo(200);
    }
  }

  @Test
  void emptyPagesLeadOnToAllCalls() throws IOException {
    try (Simulator twilio = standing().seed(5).emptyPages(0.5).start()) {
      Http http = Http.to(twilio);
      List<String> placed = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        placed.add(http.createdSid());
      }
      Collections.reverse(placed);
      List<String> read = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      List<String> links = new ArrayList<>();
      String next = Http.CALLS + ".json?PageSize=4";
      while (!next.isEmpty()) {
        JsonNode page = http.get(next).json();
        assertThat(http.get(next).json()).isEqualTo(page);
        links.add(next);
        sizes.add(page.path("calls").size());
        read.addAll(sids(page));
        next = page.path("next_page_uri").isNull() ? "" : page.path("next_page_uri").asString();
      }
      assertThat(read).isEqualTo(placed);
      assertThat(sizes.get(0)).isEqualTo(4);
      assertThat(sizes).contains(0).endsWith(4);
      assertThat(links).doesNotHaveDuplicates();
    }
  }

  @Test
  void aPageTokenExpires() throws IOException {
    try (Simulator twilio = standing().pageTokenLifetime(Duration.ofMinutes(10)).start()) {
      Http http = Http.to(twilio);
      for (int i = 0; i < 4; i++) {
        http.create();
      }
      String next = http.list("PageSize", "2").text("next_page_uri");
      twilio.advance(Duration.ofMinutes(10));
      Http.Response inTime = http.get(next);
      assertThat(sids(inTime.json())).hasSize(2);

      twilio.advance(Duration.ofMillis(1));
      Http.Response late = http.get(next);
      assertThat(late.status()).isEqualTo(400);
      assertThat(late.code()).isEqualTo(21481);
      assertThat(http.get(inTime.text("previous_page_uri")).status()).isEqualTo(200);
    }
  }
}
