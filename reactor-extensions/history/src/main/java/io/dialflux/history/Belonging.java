package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the calls that a window's listing has are the window's.
 *
 * @param day whether the window is a day: it has the calls that started in it, and any other window
 *     those that were created in it and never started
 * @param first second of it, since the epoch
 * @param end the second behind it
 */
record Belonging(boolean day, long first, long end) {

  boolean test(CallBytes call) {
    if (!call.isPlain()) {
      return test(call.call());
    }
    long start = call.second(CallField.START_TIME);
    return day ? isIn(start) : start == CallBytes.NONE && isIn(call.second(CallField.DATE_CREATED));
  }

  boolean test(Call call) {
    Instant start = call.startTime();
    if (start == null && call.unparsed().containsKey("start_time")) {
      return day; // only Twilio can read it: the day that it lists the call in is the call's
    }
    return day ? isIn(start) : start == null && isIn(call.dateCreated());
  }

  private boolean isIn(@Nullable Instant instant) {
    return instant != null && isIn(instant.getEpochSecond());
  }

  private boolean isIn(long second) {
    return second >= first && second < end;
  }
}
