package io.dialflux.simulator;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * How dialled calls end, as weights: {@code Outcomes.of(70, 10, 15, 5)} and {@code Outcomes.of(14,
 * 2, 3, 1)} are the same mix. Which call ends how follows from the simulator's seed.
 */
@CheckReturnValue
public final class Outcomes {
  private final double completed;
  private final double busy;
  private final double noAnswer;
  private final double failed;

  private Outcomes(double completed, double busy, double noAnswer, double failed) {
    this.completed = completed;
    this.busy = busy;
    this.noAnswer = noAnswer;
    this.failed = failed;
  }

  /**
   * A mix by weights, of which none is negative and not all are zero.
   *
   * @param completed answered, and ended by hanging up
   * @param busy the line was busy
   * @param noAnswer nobody answered within the call's {@code Timeout}
   * @param failed the call could not be put through
   * @return the mix
   */
  public static Outcomes of(double completed, double busy, double noAnswer, double failed) {
    if (Math.min(Math.min(completed, busy), Math.min(noAnswer, failed)) < 0
        || !(completed + busy + noAnswer + failed > 0)) {
      throw new IllegalArgumentException("outcomes: weights are not negative, nor all zero");
    }
    return new Outcomes(completed, busy, noAnswer, failed);
  }

  /** {@return the default: 70 % completed, 15 % no answer, 10 % busy, 5 % failed} */
  public static Outcomes typical() {
    return of(70, 10, 15, 5);
  }

  /** {@return the mix by which every call is answered} */
  public static Outcomes allCompleted() {
    return of(1, 0, 0, 0);
  }

  CallStatus at(double unit) {
    double point = unit * (completed + busy + noAnswer + failed);
    if (point < completed) {
      return CallStatus.COMPLETED;
    }
    if (point < completed + busy) {
      return CallStatus.BUSY;
    }
    return point < completed + busy + noAnswer ? CallStatus.NO_ANSWER : CallStatus.FAILED;
  }
}
