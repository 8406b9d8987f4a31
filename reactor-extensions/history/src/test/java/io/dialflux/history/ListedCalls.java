package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.call.PageToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls that a test makes and moves, listed as Twilio does: by status and end, the newest first.
 * Each is listed as it is when it is asked for, as if it were a page of its own.
 */
final class ListedCalls extends StubCalls {
  private static final Pattern STATUS = Pattern.compile("&Status=([a-z-]+)|\\?Status=([a-z-]+)");
  private static final Pattern ENDED_FROM = Pattern.compile("EndTime%3E=([0-9TZ:%A-F-]+)");

  private final Map<Integer, Call> calls = new TreeMap<>(Comparator.reverseOrder());
  final List<String> lists = new ArrayList<>();

  /** What a list does instead of listing, or before it; empty for nothing. */
  Function<String, Mono<Call>> instead = list -> Mono.empty();

  ListedCalls() {
    super(0, 0);
  }

  /** The n-th call, newer than those before, at a moment of its life. */
  Call is(
      int number,
      CallStatus status,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant ended,
      Instant updated) {
    Call call =
        Call.parse(
            String.format(
                "{\"sid\":\"CA%032x\",\"status\":\"%s\",\"date_created\":%s,\"start_time\":%s,"
                    + "\"end_time\":%s,\"date_updated\":%s}",
                number, status, quoted(created), quoted(started), quoted(ended), quoted(updated)));
    calls.put(number, call);
    return call;
  }

  Call queued(int number, Instant created) {
    return is(number, CallStatus.QUEUED, created, null, null, created);
  }

  Call underWay(int number, Instant created) {
    return is(number, CallStatus.IN_PROGRESS, created, created, null, created);
  }

  Call completed(int number, Instant created, Instant ended) {
    return is(number, CallStatus.COMPLETED, created, created, ended, ended);
  }

  /** It was never dialled, so it has neither start nor end. */
  Call undialled(int number, CallStatus status, Instant created, Instant updated) {
    return is(number, status, created, null, null, updated);
  }

  private static String quoted(@Nullable Instant instant) {
    return instant == null ? "null" : "\"" + rfc(instant) + "\"";
  }

  @Override
  public Flux<Call> list(CallFilter filter) {
    String list = PageToken.first(filter).page();
    return Flux.defer(
        () -> {
          lists.add(list);
          return instead.apply(list).flux().concatWith(listed(list));
        });
  }

  private Flux<Call> listed(String list) {
    return Flux.generate(
        () -> Integer.MAX_VALUE,
        (last, sink) -> {
          for (Map.Entry<Integer, Call> call : calls.entrySet()) {
            if (call.getKey() < last && matches(call.getValue(), list)) {
              sink.next(call.getValue());
              return call.getKey();
            }
          }
          sink.complete();
          return last;
        });
  }

  private static boolean matches(Call call, String list) {
    Matcher status = STATUS.matcher(list);
    if (status.find()) {
      String of = status.group(1) == null ? status.group(2) : status.group(1);
      if (!call.status().value().equals(of)) {
        return false;
      }
    }
    Matcher ended = ENDED_FROM.matcher(list);
    return !ended.find()
        || call.endTime() != null
            && !call.endTime().isBefore(Instant.parse(ended.group(1).replace("%3A", ":")));
  }
}
