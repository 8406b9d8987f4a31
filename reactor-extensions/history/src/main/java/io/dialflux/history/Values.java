package io.dialflux.history;

import io.dialflux.call.Call;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Twilio writes them; where one could not be read, its text as it came. */
final class Values {
  private Values() {}

  static @Nullable String duration(Call call) {
    Duration duration = call.duration();
    return duration == null ? unread(call, "duration") : Long.toString(duration.toSeconds());
  }

  static @Nullable String queueTime(Call call) {
    Duration queued = call.queueTime();
    return queued == null ? unread(call, "queue_time") : Long.toString(queued.toMillis());
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
