package io.dialflux.benchmark.run;

import io.dialflux.benchmark.raw.RawCall;
import io.dialflux.call.Call;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every field of a call, so that none can be left unread, and comes to the same sum for
 * every contender. Of a text it takes the length and three characters, which is cheap beside
 * reading it.
 */
final class Checksum {
  private long sum;

  long sum() {
    // as much as a double holds exactly
    return sum & ((1L << 52) - 1);
  }

  void add(Call call) {
    text(call.sid());
    text(call.accountSid());
    text(call.parentCallSid());
    text(call.phoneNumberSid());
    text(call.groupSid());
    text(call.trunkSid());
    text(call.status().value());
    text(call.direction() == null ? null : call.direction().value());
    text(call.answeredBy() == null ? null : call.answeredBy().value());
    date(call.dateCreated());
    date(call.dateUpdated());
    date(call.startTime());
    date(call.endTime());
    duration(call.duration());
    duration(call.queueTime());
    decimal(call.price());
    text(call.priceUnit());
    text(call.to());
    text(call.toFormatted());
    text(call.from());
    text(call.fromFormatted());
    text(call.forwardedFrom());
    text(call.callerName());
    text(call.apiVersion());
    text(call.uri());
    map(call.subresourceUris());
  }

  void add(RawCall call) {
    text(call.sid);
    text(call.accountSid);
    text(call.parentCallSid);
    text(call.phoneNumberSid);
    text(call.groupSid);
    text(call.trunkSid);
    text(call.status);
    text(call.direction);
    text(call.answeredBy);
    date(call.dateCreated);
    date(call.dateUpdated);
    date(call.startTime);
    date(call.endTime);
    duration(call.duration);
    duration(call.queueTime);
    decimal(call.price);
    text(call.priceUnit);
    text(call.to);
    text(call.toFormatted);
    text(call.from);
    text(call.fromFormatted);
    text(call.forwardedFrom);
    text(call.callerName);
    text(call.apiVersion);
    text(call.uri);
    map(call.subresourceUris);
  }

  /** The official SDK's call: what it leaves as text is turned into what the others deliver. */
  void add(com.twilio.rest.api.v2010.account.Call call) {
    text(call.getSid());
    text(call.getAccountSid());
    text(call.getParentCallSid());
    text(call.getPhoneNumberSid());
    text(call.getGroupSid());
    text(call.getTrunkSid());
    text(call.getStatus() == null ? null : call.getStatus().toString());
    text(call.getDirection());
    text(call.getAnsweredBy());
    date(instant(call.getDateCreated()));
    date(instant(call.getDateUpdated()));
    date(instant(call.getStartTime()));
    date(instant(call.getEndTime()));
    String seconds = call.getDuration();
    duration(seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds)));
    String millis = call.getQueueTime();
    duration(millis == null ? null : Duration.ofMillis(Long.parseLong(millis)));
    decimal(call.getPrice() == null ? null : new BigDecimal(call.getPrice()));
    text(call.getPriceUnit() == null ? null : call.getPriceUnit().getCurrencyCode());
    text(call.getTo());
    text(call.getToFormatted());
    text(call.getFrom());
    text(call.getFromFormatted());
    text(call.getForwardedFrom());
    text(call.getCallerName());
    text(call.getApiVersion());
    text(call.getUri());
    map(call.getSubresourceUris());
  }

  private static @Nullable Instant instant(@Nullable ZonedDateTime date) {
    return date == null ? null : date.toInstant();
  }

  private void text(@Nullable String text) {
    mix(of(text));
  }

  private void date(@Nullable Instant date) {
    mix(date == null ? 1 : date.getEpochSecond());
  }

  private void duration(@Nullable Duration duration) {
    mix(duration == null ? 1 : duration.toMillis());
  }

  private void decimal(@Nullable BigDecimal number) {
    mix(number == null ? 1 : number.hashCode());
  }

  /** Whatever its order. */
  private void map(@Nullable Map<String, String> map) {
    long entries = 0;
    if (map != null) {
      for (Map.Entry<String, String> entry : map.entrySet()) {
        entries += of(entry.getKey()) * 31 + of(entry.getValue());
      }
    }
    mix(entries);
  }

  private static long of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return 1;
    }
    int length = text.length();
    return length * 31L * 31 * 31
        + text.charAt(0) * 31L * 31
        + text.charAt(length / 2) * 31L
        + text.charAt(length - 1);
  }

  private void mix(long value) {
    sum = sum * 31 + value;
  }
}
