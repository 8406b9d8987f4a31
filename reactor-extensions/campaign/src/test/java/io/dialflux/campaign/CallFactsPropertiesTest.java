package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.AnsweredBy;
import io.dialflux.call.CallStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However facts come, and however often, what is known in the end is the same. */
class CallFactsPropertiesTest {
  private static final String SID = "CA" + "0".repeat(32);
  private static final List<String> STATUSES =
      List.of(
          "queued", "initiated", "ringing", "in-progress", "completed", "busy", "no-answer", "new");

  @Provide
  Arbitrary<CallFacts> facts() {
    Arbitrary<CallFacts> plain =
        Combinators.combine(
                Arbitraries.of(STATUSES).map(CallStatus::of),
                Arbitraries.of("human", "machine_start", "machine_end_beep", "fax", "unknown")
                    .map(AnsweredBy::of)
                    .injectNull(0.5),
                Arbitraries.integers().between(0, 9).map(Duration::ofSeconds).injectNull(0.5),
                Arbitraries.of(true, false))
            .as(
                (status, answeredBy, duration, abandoned) -> {
                  CallFacts facts =
                      CallFacts.of(SID).status(status).answeredBy(answeredBy).duration(duration);
                  return abandoned ? facts.abandoned() : facts;
                });
    Arbitrary<BigDecimal> prices =
        Arbitraries.integers().between(-9, 0).map(i -> BigDecimal.valueOf(i, 2)).injectNull(0.5);
    return Combinators.combine(plain, prices, Arbitraries.of("USD", "EUR"))
        .as((facts, price, unit) -> price == null ? facts : facts.price(price, unit));
  }

  @Property
  void theOrderDoesNotMatterNorThatSomeComeTwice(
      @ForAll List<@net.jqwik.api.From("facts") CallFacts> told, @ForAll Random random) {
    List<CallFacts> again = new ArrayList<>(told);
    for (CallFacts facts : told) {
      if (random.nextBoolean()) {
        again.add(facts);
      }
    }
    Collections.shuffle(again, random);
    assertThat(all(again)).isEqualTo(all(told));
  }

  @Property
  void aCallThatHasEndedStaysEnded(
      @ForAll("facts") CallFacts one, @ForAll("facts") CallFacts other) {
    CallFacts both = one.and(other);
    assertThat(both.end().isEnd()).isEqualTo(one.end().isEnd() || other.end().isEnd());
  }

  private static CallFacts all(List<CallFacts> told) {
    return told.stream().reduce(CallFacts.of(SID), CallFacts::and);
  }
}
