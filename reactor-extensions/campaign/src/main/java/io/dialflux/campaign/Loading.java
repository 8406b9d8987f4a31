package io.dialflux.campaign;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Rows into leads: numbered, brought into one spelling, and written batch by batch. */
final class Loading {
  private static final int BATCH = 10_000;

  private final Campaign campaign;

  Loading(Campaign campaign) {
    this.campaign = campaign;
  }

  Flux<LoadProgress> load(Publisher<Lead> leads) {
    return Flux.from(leads)
        .index((i, lead) -> lead.line() > 0 ? lead : lead.line(i + 1))
        .buffer(BATCH)
        // a country's rules are read from a file when its first number comes
        .concatMap(
            rows -> Mono.fromCallable(() -> read(rows)).subscribeOn(Schedulers.boundedElastic()), 1)
        .concatMap(batch -> campaign.store.load(campaign.name, batch.leads, batch.rejected), 1)
        .scan(LoadProgress.NONE, LoadProgress::plus)
        .skip(1);
  }

  private Batch read(List<Lead> rows) {
    Batch batch = new Batch(new ArrayList<>(rows.size()), new ArrayList<>());
    for (Lead row : rows) {
      try {
        check(row);
        batch.leads.add(row.phone(Phones.e164(row.phone(), campaign.defaultRegion)));
      } catch (IllegalArgumentException wrong) {
        batch.rejected.add(new RejectedRow(row, String.valueOf(wrong.getMessage())));
      }
    }
    return batch;
  }

  private static void check(Lead row) {
    if (row.fault() != null) {
      throw new IllegalArgumentException(row.fault());
    }
    try {
      var checked = row.zoneId();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("the time zone is none, as America/New_York", e);
    }
  }

  private record Batch(List<Lead> leads, List<RejectedRow> rejected) {}
}
