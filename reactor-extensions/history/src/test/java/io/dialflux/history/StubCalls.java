package io.dialflux.history;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Days of so many pages of so many calls each, answered at once on the thread that asks, or by what
 * a test puts in a page's place.
 */
class StubCalls implements CallsClient {
  static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final Pattern DAY = Pattern.compile("StartTime%3E=([0-9-]+)");
  private static final Pattern PAGE = Pattern.compile("PageToken=([0-9]+)");

  final AtomicInteger fetched = new AtomicInteger();
  final List<String> log = new ArrayList<>();
  private final int pages;
  private final int size;

  StubCalls(int pages, int size) {
    this.pages = pages;
    this.size = size;
  }

  static Call call(long number, Instant created, @Nullable Instant started) {
    String start = started == null ? "null" : "\"" + rfc(started) + "\"";
    return Call.parse(
        String.format(
            "{\"sid\":\"CA%032x\",\"status\":\"completed\",\"date_created\":\"%s\","
                + "\"start_time\":%s}",
            number, rfc(created), start));
  }

  /** The call before it was dialled. */
  static Call queued(Call call) {
    return Call.parse(
        String.format(
            "{\"sid\":\"%s\",\"status\":\"queued\",\"date_created\":\"%s\"}",
            call.sid(), rfc(call.dateCreated())));
  }

  static String rfc(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** What comes instead of a page; empty for the page itself. */
  Mono<CallPage> instead(LocalDate day, int page) {
    return Mono.empty();
  }

  @Override
  public Flux<CallPage> pages(PageToken token) {
    Matcher day = DAY.matcher(token.page());
    if (!day.find()) {
      throw new AssertionError("not a day's listing");
    }
    Matcher page = PAGE.matcher(token.page());
    return from(LocalDate.parse(day.group(1)), page.find() ? Integer.parseInt(page.group(1)) : 0);
  }

  /** One page for each requested, and not before. */
  private Flux<CallPage> from(LocalDate day, int first) {
    return Flux.defer(
        () -> {
          Sinks.Many<Integer> wanted = Sinks.unsafe().many().unicast().onBackpressureBuffer();
          AtomicInteger next = new AtomicInteger(first);
          return wanted
              .asFlux()
              .concatMap(page -> fetch(day, page), 1)
              .takeUntil(page -> page.next() == null)
              .doOnRequest(
                  n ->
                      LongStream.range(0, n)
                          .forEach(i -> wanted.tryEmitNext(next.getAndIncrement())));
        });
  }

  private Mono<CallPage> fetch(LocalDate day, int page) {
    fetched.incrementAndGet();
    synchronized (log) {
      log.add(day + "/" + page);
    }
    return instead(day, page).switchIfEmpty(Mono.fromSupplier(() -> page(day, page)));
  }

  CallPage page(LocalDate day, int page) {
    Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    List<Call> calls =
        IntStream.range(page * size, (page + 1) * size)
            .mapToObj(i -> call(number(day, i), noon.minusSeconds(i), noon.minusSeconds(i)))
            .toList();
    PageToken next =
        page + 1 == pages
            ? null
            : PageToken.of(
                CallFilter.all().startedFrom(day).startedBefore(day.plusDays(1)),
                Integer.toString(page + 1));
    return CallPage.of(calls, next);
  }

  private static long number(LocalDate day, int i) {
    return (day.toEpochDay() << 32) + i + 1;
  }

  @Override
  public String accountSid() {
    return ACCOUNT;
  }

  @Override
  public CallsClient retry(RetryPolicy policy) {
    return this;
  }

  @Override
  public CallsClient operationTimeout(Duration timeout) {
    return this;
  }

  @Override
  public CallsClient account(String accountSid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Call> create(CreateCall call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Call> fetch(String callSid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Call> update(String callSid, UpdateCall update) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Void> delete(String callSid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<Call> list(CallFilter filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<Call> list(PageToken token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<CallPage> pages(CallFilter filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Void> warmup() {
    return Mono.empty();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  @Override
  public void close() {}
}
