package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-01T00:00:00Z");
  private static final int CANCELED = 1;
  private static final int A_DAY = 100;

  private final Plan plan =
      Plan.of(
          new StubCalls(1, 1), Filters.ALL, Range.ALL.between(FROM, TO), Fetching.STANDARD, null);
  private final Seen seen = new Seen(plan);

  private static Call created(long number, Instant at) {
    return StubCalls.call(number, at, null);
  }

  @Test
  void ofMonthsOfCanceledCallsItKnowsThoseOfAboutADay() {
    long number = 1L << 32;
    for (Instant day = TO; day.isAfter(FROM); day = day.minus(Duration.ofDays(1))) {
      for (int i = 1; i <= A_DAY; i++) {
        Call call = created(number++, day.minusSeconds(i));
        assertThat(seen.page(plan.window(CANCELED)).add(ListedCall.of(call, 0))).isTrue();
        assertThat(seen.page(plan.window(CANCELED)).add(ListedCall.of(call, 0)))
            .as("again")
            .isFalse();
      }
      assertThat(seen.size()).isLessThanOrEqualTo(2 * A_DAY);
    }
  }

  @Test
  void aCallOfTheQueueIsKnownInEveryWindowAndToTheEnd() {
    Call queued = created(7L << 40, TO.minusSeconds(5));
    assertThat(seen.page(plan.window(0)).add(ListedCall.of(queued, 0))).isTrue();
    seen.forget(plan.window(0));

    for (int window = 1; window < plan.windows(); window++) {
      assertThat(seen.page(plan.window(window)).add(ListedCall.of(queued, 0))).isFalse();
      seen.forget(plan.window(window));
    }
    assertThat(seen.size()).isEqualTo(1);
  }
}
