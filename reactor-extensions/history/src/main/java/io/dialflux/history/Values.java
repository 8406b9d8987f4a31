package io.dialflux.history;

import io.dialflux.call.Call;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Twilio writes them; where one could not be read, its text as it came. */
final class Values {
  /** Where there is no number; for each call two boxes cost a tenth of its line. */
  static final long NONE = Long.MIN_VALUE;

  private Values() {}

  /** The call's duration in seconds, or {@link #NONE}. */
  static long seconds(Call call) {
    Duration duration = call.duration();
    return duration == null ? NONE : duration.toSeconds();
  }

  /** The call's time in the queue in milliseconds, or {@link #NONE}. */
  static long millis(Call call) {
    Duration queued = call.queueTime();
    return queued == null ? NONE : queued.toMillis();
  }

  static @Nullable String price(Call call) {
    BigDecimal price = call.price();
    return price == null ? unread(call, "price") : price.toPlainString();
  }

  static @Nullable String direction(Call call) {
    return call.direction() == null ? null : call.direction().value();
  }

  static @Nullable String answeredBy(Call call) {
    return call.answeredBy() == null ? null : call.answeredBy().value();
  }

  static @Nullable String unread(Call call, String field) {
    Map<String, String> unparsed = call.unparsed();
    return unparsed.isEmpty() ? null : unparsed.get(field);
  }
}
