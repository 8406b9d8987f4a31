package io.dialflux.simulator;

/**
 * How dialled calls end, as weights: {@code new Outcomes(70, 10, 15, 5)} and {@code new
 * Outcomes(14, 2, 3, 1)} are the same mix. Which call ends how follows from the simulator's seed.
 *
 * @param completed answered, and ended by hanging up
 * @param busy the line was busy
 * @param noAnswer nobody answered within the call's {@code Timeout}
 * @param failed the call could not be put through
 */
public record Outcomes(double completed, double busy, double noAnswer, double failed) {

  /** Checks that no weight is negative and one is positive. */
  public Outcomes {
    if (Math.min(Math.min(completed, busy), Math.min(noAnswer, failed)) < 0
        || !(completed + busy + noAnswer + failed > 0)) {
      throw new IllegalArgumentException("outcomes: weights are not negative, nor all zero");
    }
  }

  /** The default: 70 % completed, 15 % no answer, 10 % busy, 5 % failed. */
  public static Outcomes typical() {
    return new Outcomes(70, 10, 15, 5);
  }

  /** Every call is answered. */
  public static Outcomes allCompleted() {
    return new Outcomes(1, 0, 0, 0);
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
