package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.CreateCall;
import io.dialflux.dial.DialResult;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means for the lead, the pace and the run. */
class CreateOutcomeTest {
  private static final CreateCall CALL = World.TEMPLATE.to("+12125550100");

  @Test
  void tooManyRequestsGoBackAndSlowThePaceForAsLongAsTwilioAsks() {
    CreateOutcome outcome =
        of(new RateLimitedException(20429, "too many", null, null, Duration.ofSeconds(7)));
    assertThat(outcome.step().lead()).isEqualTo(LeadState.READY);
    assertThat(outcome.slows()).isTrue();
    assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(outcome.ends()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400, 21211, REFUSED, false, false", // the callee's number
    "400, 22005, READY, true, false", // Twilio's queue is full
    "400, 10004, READY, true, false", // too many calls are alive
    "400, 21212, READY, false, true", // the caller's number
    "400, 21205, READY, false, true", // the address that all have
    "401, 20003, READY, false, true", // the account
    "403, 20403, READY, false, true",
  })
  void aRefusalIsTheCalleesOrTwiliosOrTheAccounts(
      int status, int code, LeadState lead, boolean slows, boolean ends) {
    CreateOutcome outcome =
        of(new ApiException(Outcome.REFUSED, status, code, "refused", null, null));
    assertThat(outcome.step().lead()).isEqualTo(lead);
    assertThat(outcome.slows()).isEqualTo(slows);
    assertThat(outcome.ends()).isEqualTo(ends);
  }

  @Test
  void withoutAnAnswerNobodyKnows() {
    CreateOutcome outcome = of(new NoAnswerException("no answer", null));
    assertThat(outcome.step().lead()).isEqualTo(LeadState.UNKNOWN);
    assertThat(outcome.slows()).isFalse();
    assertThat(outcome.ends()).isFalse();
  }

  @Test
  void whatCannotBeSentSlowsThePaceAndAClosedClientEndsTheRun() {
    assertThat(notSent(Reason.CONNECT, null).slows()).isTrue();
    assertThat(notSent(Reason.CONNECT, null).ends()).isFalse();
    assertThat(notSent(Reason.CLOSED, null).ends()).isTrue();
    assertThat(notSent(Reason.CONNECT, null).step().lead()).isEqualTo(LeadState.READY);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void aTokenThatIsRefusedForGoodEndsTheRun(int status) {
    assertThat(notSent(Reason.CREDENTIALS, unreadable(status)).ends()).isTrue();
    ApiException twilios = new ApiException(Outcome.REFUSED, status, 20003, "no", null, null);
    assertThat(notSent(Reason.CREDENTIALS, twilios).ends()).isTrue();
    assertThat(notSent(Reason.CONNECT, twilios).ends()).isFalse();
  }

  @Test
  void aTokenThatMayStillComeDoesNot() {
    assertThat(notSent(Reason.CREDENTIALS, unreadable(503)).ends()).isFalse();
    assertThat(notSent(Reason.CREDENTIALS, new NoAnswerException("none", null)).ends()).isFalse();
    assertThat(notSent(Reason.CREDENTIALS, null).ends()).isFalse();
  }

  private static UnreadableResponseException unreadable(int status) {
    return new UnreadableResponseException(status, null, "token: HTTP " + status, null);
  }

  private static CreateOutcome notSent(Reason reason, @Nullable Throwable cause) {
    return of(new NotSentException(reason, "not sent", cause));
  }

  private static CreateOutcome of(CallsException error) {
    return CreateOutcome.of("0".repeat(32), DialResult.failed(CALL, error), true);
  }
}
