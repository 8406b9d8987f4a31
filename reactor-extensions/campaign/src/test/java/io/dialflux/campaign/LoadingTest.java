package io.dialflux.campaign;

import static io.dialflux.campaign.World.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.campaign.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class LoadingTest {
  @TempDir Path folder;

  private SqliteStore store() {
    return SqliteStore.open(folder.resolve("ledger"));
  }

  @Test
  void numbersAreBroughtIntoOneSpellingAndBadRowsAreReportedByLine() {
    try (SqliteStore store = store()) {
      Campaign campaign = Campaign.named("autumn", store).defaultRegion("US");
      LoadProgress end =
          campaign
              .load(
                  Flux.just(
                      Lead.of("(212) 555-0100"),
                      Lead.of("+1 212 555 0100"),
                      Lead.of(""),
                      Lead.of("hello"),
                      Lead.of("555"),
                      Lead.of("+442079460001").unusable("its priority is no whole number"),
                      Lead.of("+442079460000").key("ben").data(Map.of("name", "Ben")),
                      Lead.of("+999 1234567").line(70)))
              .blockLast(LONG);
      assertThat(end.rows()).isEqualTo(8);
      assertThat(end.added()).isEqualTo(2);
      assertThat(end.known()).isZero();
      assertThat(end.repeated()).isEqualTo(1);
      assertThat(end.rejected()).isEqualTo(5);
      assertThat(end.repeatedRows().stream().map(RejectedRow::toString))
          .containsExactly("line 2: the person is there already, from line 1");
      assertThat(end.rejectedRows().stream().map(RejectedRow::toString))
          .containsExactly(
              "line 3: there is no phone number",
              "line 4: the phone number is no number",
              "line 5: the phone number is too short",
              "line 6: its priority is no whole number",
              "line 70: the phone number has a country code that does not exist");
      assertThat(store.counts("autumn").block(LONG).leads()).isEqualTo(2);
      assertThat(store.rejectedRows("autumn").count().block(LONG)).isEqualTo(5);
      assertThat(store.leads("autumn", java.util.EnumSet.of(LeadState.READY)).blockFirst(LONG))
          .satisfies(lead -> assertThat(lead.lead().phone()).isEqualTo("+12125550100"));
    }
  }

  @Test
  void anExtensionIsNotDroppedSilently() {
    try (SqliteStore store = store()) {
      LoadProgress end =
          Campaign.named("autumn", store)
              .load(Flux.just(Lead.of("+1 212 555 0100 ext. 7")))
              .blockLast(LONG);
      assertThat(end.rejectedRows().get(0).reason()).contains("extension");
    }
  }

  @Test
  void withoutARegionANumberNeedsItsCountry() {
    try (SqliteStore store = store()) {
      LoadProgress end =
          Campaign.named("autumn", store).load(Flux.just(Lead.of("2125550100"))).blockLast(LONG);
      assertThat(end.rejectedRows().get(0).reason()).contains("no default region");
      assertThatThrownBy(() -> Campaign.named("autumn", store).defaultRegion("us"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aHundredThousandLeadsAreThereWithProgressAndASecondTimeNobodyIsAdded() {
    try (SqliteStore store = store()) {
      Campaign campaign = Campaign.named("autumn", store);
      List<LoadProgress> first = campaign.load(many()).collectList().block(LONG);
      assertThat(first).hasSize(10);
      assertThat(first).extracting(LoadProgress::rows).isSorted();
      assertThat(first.get(9).added()).isEqualTo(100_000);
      LoadProgress second = campaign.load(many()).blockLast(LONG);
      assertThat(second.added()).isZero();
      assertThat(second.known()).isEqualTo(100_000);
      assertThat(store.counts("autumn").block(LONG).leads()).isEqualTo(100_000);
    }
  }

  private static Flux<Lead> many() {
    return Flux.range(0, 100_000).map(i -> Lead.of("+1" + (2_125_000_000L + i)));
  }

  @Test
  void noMoreRowsAreReadThanProgressIsAskedForAndALittleAhead() {
    try (SqliteStore store = store()) {
      AtomicLong read = new AtomicLong();
      Flux<LoadProgress> progress =
          Campaign.named("autumn", store)
              .load(
                  Flux.range(0, 1_000_000).map(i -> many(i)).doOnNext(l -> read.incrementAndGet()));
      StepVerifier.create(progress, 0)
          .expectSubscription()
          .thenRequest(1)
          .expectNextCount(1)
          .thenCancel()
          .verify(LONG);
      assertThat(read.get()).isLessThanOrEqualTo(60_000);
    }
  }

  private static Lead many(int i) {
    return Lead.of("+1" + (2_125_000_000L + i));
  }
}
