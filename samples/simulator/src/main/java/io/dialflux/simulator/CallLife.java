package io.dialflux.simulator;

import io.dialflux.simulator.PlacedCall.Ending;

/**
 * Where in its life a call is at a given time. Everything follows from the seed, the call's
 * sequence number and the moment it was dialled.
 */
final class CallLife {
  private static final int ANSWERED_AFTER = 1;
  private static final int RINGING = 2;
  private static final int TALK = 3;
  private static final int MACHINE = 4;

  /** How long a call lives at most when its create names neither time-out nor time limit. */
  static final long LONGEST_MILLIS = 200_000;

  /** Twilio rings about five seconds longer than the call's {@code Timeout} says. */
  private static final int TIMEOUT_MARGIN_SECONDS = 5;

  private final long seed;
  private final Outcomes outcomes;

  CallLife(long seed, Outcomes outcomes) {
    this.seed = seed;
    this.outcomes = outcomes;
  }

  /** How a call ends, if nothing intervenes. */
  CallStatus outcome(long sequence) {
    return outcomes.at(Hash.unit(Hash.of(seed, sequence)));
  }

  /** Asks for a call whose queue has been drained up to {@code now}. */
  CallState at(PlacedCall call, long now) {
    Ending ending = call.ending();
    boolean ended = ending != null && ending.at() <= now;
    if (!call.dialled() || call.dialledAt() > now) {
      return ended ? CallState.neverDialled(ending) : CallState.queued(call.createdAt);
    }
    long hash = Hash.of(seed, call.sequence);
    CallStatus outcome = outcomes.at(Hash.unit(hash));
    long dialled = call.dialledAt();
    long over = dialled + ringMillis(call, outcome, hash);
    boolean answered = outcome == CallStatus.COMPLETED;
    long end = answered ? call.script().end(over, over + talkMillis(call, hash)) : over;
    if (ended) {
      return new CallState(
          ending.status(), dialled, answered ? over : -1, ending.at(), answeredBy(call, hash));
    }
    if (now < over) {
      return CallState.ringing(dialled);
    }
    if (now < end) {
      return CallState.inProgress(dialled, over, answeredBy(call, hash));
    }
    return new CallState(outcome, dialled, answered ? over : -1, end, answeredBy(call, hash));
  }

  /** When the state of a dialled call changes next, as far as is known now, or else -1. */
  long nextChange(PlacedCall call, long now) {
    CallState state = at(call, now);
    if (!call.dialled() || !state.status().live) {
      return -1;
    }
    long hash = Hash.of(seed, call.sequence);
    CallStatus outcome = outcomes.at(Hash.unit(hash));
    long next = call.dialledAt() + ringMillis(call, outcome, hash);
    if (state.status() == CallStatus.IN_PROGRESS) {
      next = call.script().end(next, next + talkMillis(call, hash));
    }
    Ending ending = call.ending();
    next = ending == null ? next : Math.min(next, ending.at());
    return next == Long.MAX_VALUE ? -1 : next;
  }

  private static long ringMillis(PlacedCall call, CallStatus outcome, long hash) {
    return switch (outcome) {
      case COMPLETED -> Math.min(between(hash, ANSWERED_AFTER, 2, 20), timeout(call)) * 1000L;
      case NO_ANSWER -> timeout(call) * 1000L;
      default -> between(hash, RINGING, 1, 3) * 1000L;
    };
  }

  private static int timeout(PlacedCall call) {
    return call.order.timeoutSeconds() + TIMEOUT_MARGIN_SECONDS;
  }

  private static long talkMillis(PlacedCall call, long hash) {
    return Math.min(between(hash, TALK, 5, 120), call.order.timeLimitSeconds()) * 1000L;
  }

  private static CallState.AnsweredBy answeredBy(PlacedCall call, long hash) {
    if (!call.order.machineDetection()) {
      return CallState.AnsweredBy.UNDETECTED;
    }
    return between(hash, MACHINE, 0, 3) == 0
        ? CallState.AnsweredBy.MACHINE
        : CallState.AnsweredBy.HUMAN;
  }

  private static int between(long hash, int purpose, int from, int to) {
    return from + (int) Math.floorMod(Hash.of(hash, purpose), (long) (to - from + 1));
  }
}
