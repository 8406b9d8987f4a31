package io.dialflux.callback;

import io.dialflux.call.CallStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far one call has come, whatever the order in which its states were told. It needs no sequence
 * numbers, because a call never goes back.
 */
final class Progress {
  private static final List<String> ORDER =
      List.of("queued", "initiated", "ringing", "in-progress");

  private final Set<CallStatus> told = new HashSet<>();
  private int furthest = -1;

  /** Whether this is news; then it is remembered. A state that has no known place is, once. */
  boolean isFurther(CallStatus status) {
    int place = status.isTerminal() ? ORDER.size() : ORDER.indexOf(status.value());
    if (place >= 0 && place <= furthest || !told.add(status)) {
      return false;
    }
    furthest = Math.max(furthest, place);
    return true;
  }
}
