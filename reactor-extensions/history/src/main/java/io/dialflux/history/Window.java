package io.dialflux.history;

import io.dialflux.call.CallStatus;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A part of a history that is one listing at Twilio: the calls that started on a UTC day, or those
 * of a status that have no start.
 *
 * @param index its place in the order of reading
 * @param day null for calls that have no start
 * @param status null for a day
 */
record Window(int index, @Nullable LocalDate day, @Nullable CallStatus status) {

  String name() {
    return day == null ? String.valueOf(status) : day.toString();
  }
}
