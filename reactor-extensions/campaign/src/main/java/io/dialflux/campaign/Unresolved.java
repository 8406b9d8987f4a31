package io.dialflux.campaign;

import java.time.Instant;

/**
 * An attempt of which nobody knows whether it placed a call.
 *
 * @param attemptId the attempt
 * @param to whom it called
 * @param from who called
 * @param intendedAt when it was written down, by the store's clock
 * @param dueAt when it was to be looked up, by that clock; long past where its own campaign does
 *     not run
 * @param asOf the store's clock now
 * @param looks how often it was looked up before
 */
public record Unresolved(
    String attemptId,
    String to,
    String from,
    Instant intendedAt,
    Instant dueAt,
    Instant asOf,
    int looks) {
  /** This attempt, by another form of its number. */
  Unresolved to(String form) {
    return new Unresolved(attemptId, form, from, intendedAt, dueAt, asOf, looks);
  }

  @Override
  public String toString() {
    return "Unresolved[" + attemptId + ", " + looks + " looks]";
  }
}
