package io.dialflux.campaign;

import io.dialflux.dial.DialResult;
import io.dialflux.error.ApiException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import java.time.Duration;
import java.util.Set;

/**
 * What the answer to a create means for its lead, for the pace, and for the run.
 *
 * @param step of the attempt
 * @param slows whether the pace slows down
 * @param retryAfter how long Twilio asked to wait
 * @param ends whether no other create would fare better, so that the run ends
 */
record CreateOutcome(Step step, boolean slows, Duration retryAfter, boolean ends) {
  /** Twilio has no room for the call at present: its queue is full, too many calls are alive. */
  private static final Set<Integer> NO_ROOM = Set.of(22005, 10004);

  /** It is the account, or who asks, that is refused, and not the callee. */
  private static final Set<Integer> ACCOUNT =
      Set.of(10001, 20003, 20005, 20006, 20008, 20403, 20404);

  /** It is the caller's number that is refused, so nobody could be called by it. */
  private static final Set<Integer> CALLER = Set.of(21210, 21212, 21213);

  /** It is an address or the application that is refused. */
  private static final Set<Integer> SCRIPT = Set.of(21205, 21218);

  private static final Set<Integer> NO_ACCESS = Set.of(400, 401, 403);

  /**
   * What an answer means.
   *
   * @param sameScript whether all leads have the same template
   */
  static CreateOutcome of(String attemptId, DialResult result, boolean sameScript) {
    return result.<CreateOutcome>fold(
        placed ->
            new CreateOutcome(
                Step.placed(
                    attemptId,
                    placed.call().sid(),
                    placed.call().status(),
                    "Twilio has accepted its call"),
                false,
                Duration.ZERO,
                false),
        refused -> refused(attemptId, refused.error(), sameScript),
        notSent ->
            new CreateOutcome(
                Step.notProcessed(attemptId, text(notSent.error())),
                true,
                Duration.ZERO,
                notSent.error().reason() == Reason.CLOSED || withoutAccess(notSent.error())),
        unknown ->
            new CreateOutcome(
                Step.unknown(attemptId, text(unknown.error())), false, Duration.ZERO, false));
  }

  /** The client's own id or secret is refused, by what is Twilio's error or another's of OAuth. */
  private static boolean withoutAccess(NotSentException error) {
    Throwable cause = error.getCause();
    int status =
        cause instanceof ApiException api
            ? api.status()
            : cause instanceof UnreadableResponseException answer ? answer.status() : 0;
    return error.reason() == Reason.CREDENTIALS && NO_ACCESS.contains(status);
  }

  private static CreateOutcome refused(String attemptId, ApiException error, boolean sameScript) {
    Duration retryAfter =
        error instanceof RateLimitedException limited && limited.retryAfter() != null
            ? limited.retryAfter()
            : Duration.ZERO;
    boolean noRoom = error instanceof RateLimitedException || NO_ROOM.contains(error.code());
    boolean all =
        error.status() == 401
            || ACCOUNT.contains(error.code())
            || CALLER.contains(error.code())
            || sameScript && SCRIPT.contains(error.code());
    Step step =
        noRoom || all
            ? Step.notProcessed(attemptId, text(error))
            : Step.refused(attemptId, text(error));
    return new CreateOutcome(step, noRoom, retryAfter, all);
  }

  /** Messages of the client's own exceptions hold no number. */
  private static String text(Throwable error) {
    return String.valueOf(error.getMessage());
  }
}
