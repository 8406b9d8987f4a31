package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Links that a real client meets in a server's pages, and does not follow. */
class PageLinksTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(1));

  /** More than any of these can need. */
  private static final int MANY = 100;

  private final AtomicInteger requests = new AtomicInteger();

  /** A day whose pages have two calls each; a history that reads on ends after many of them. */
  private void interrupted(IntFunction<String> link) {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    time.advanceTimeTo(TO);
    try (CallsClient calls =
        CallsClient.builder()
            .credentials(Credentials.authToken(StubCalls.ACCOUNT, "0123456789abcdef"))
            .filter(
                (request, next) -> {
                  int page = requests.getAndIncrement();
                  PageToken token = page < MANY ? PageToken.parse(link.apply(page)) : null;
                  return Mono.just(new ApiResponse(200, name -> null, page(page, token)));
                })
            .build()) {
      CallHistory day = CallHistory.of(calls).between(FROM, TO).neverDialled(false);
      StepVerifier.create(day.scheduler(time).pages())
          .then(() -> time.advanceTimeBy(Duration.ofHours(1)))
          .thenConsumeWhile(page -> true)
          .expectErrorSatisfies(PageLinksTest::tellsWhereToGoOn)
          .verify(World.LONG);
    }
  }

  private static CallPage page(int page, PageToken next) {
    Instant noon = FROM.plus(Duration.ofHours(12)).minusSeconds(page);
    return CallPage.of(
        List.of(
            StubCalls.call(2L * page + 1, noon, noon), StubCalls.call(2L * page + 2, noon, noon)),
        next);
  }

  private static void tellsWhereToGoOn(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            HistoryInterruptedException.class,
            e -> assertThat(e.resumeAt().calls()).isGreaterThanOrEqualTo(2))
        .cause()
        .isInstanceOfSatisfying(
            UnreadableResponseException.class, e -> assertThat(e.isBadLink()).isTrue());
  }

  private static String path(int page) {
    return "/2010-04-01/Accounts/" + StubCalls.ACCOUNT + "/Calls.json?PageToken=PACA" + page;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void aCircleOfLinksIsAnError(int length) {
    interrupted(page -> path(page % length));

    assertThat(requests).hasValueLessThanOrEqualTo(3 * length + 4);
  }

  @Test
  void aLinkToAnotherHostIsAnErrorAndNotTriedAgain() {
    interrupted(page -> "https://elsewhere.example" + path(page));

    assertThat(requests).hasValue(1);
  }
}
