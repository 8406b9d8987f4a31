package io.dialflux;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.error.CallsException;
import io.dialflux.simulator.relay.HostileRelay;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What many tests need: SIDs, bodies as Twilio sends them, clients that lose no time. */
final class Fixtures {
  static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  static final String OTHER_ACCOUNT = "AC0123456789abcdef0123456789abcdee";
  static final String CALL = "CA0123456789abcdef0123456789abcdef";
  static final String TO = "+15558675310";
  static final String FROM = "+15552223333";

  /** Longer than anything here takes; a test that needs it has failed. */
  static final Duration LONG = Duration.ofSeconds(20);

  /** The standard policy's four attempts, without its waiting. */
  static final RetryPolicy FAST =
      RetryPolicy.standard().backoff(Duration.ofMillis(1), Duration.ofMillis(2));

  static final CallTemplate TEMPLATE =
      CallTemplate.from(FROM).url(URI.create("https://example.com/answer"));

  private static final Pattern SID_IN_PATH = Pattern.compile("/Calls/(CA[0-9a-fA-F]{32})[./]");

  private Fixtures() {}

  /** Through a relay where the suite runs through one. */
  static CallsClientBuilder client(URI base) {
    return CallsClient.builder()
        .credentials(Credentials.authToken(ACCOUNT, "token"))
        .baseUrl(HostileRelay.inFrontOf(base))
        .retry(FAST);
  }

  static CreateCall call() {
    return TEMPLATE.to(TO);
  }

  /** The numbers of many callees, each its own. */
  static String number(int index) {
    return "+1555" + (1_000_000 + index);
  }

  static String sid(int index) {
    return String.format("CA%032x", index);
  }

  static String callJson(String sid) {
    return "{\"sid\":\"" + sid + "\",\"status\":\"queued\"}";
  }

  /** The call that a request is about, so that its answer can be its own; otherwise another. */
  static String sidIn(String path, String otherwise) {
    Matcher sid = SID_IN_PATH.matcher(path);
    return sid.find() ? sid.group(1) : otherwise;
  }

  /** A page of calls numbered from {@code first}; {@code next} null for the last page. */
  static String pageJson(int first, int count, String next) {
    String calls =
        IntStream.range(first, first + count)
            .mapToObj(i -> callJson(sid(i)))
            .collect(Collectors.joining(","));
    String link = next == null ? "null" : "\"" + next + "\"";
    return "{\"calls\":[" + calls + "],\"next_page_uri\":" + link + ",\"page\":0}";
  }

  /** Twilio's classic error body. */
  static String error(int status, int code, String message) {
    return "{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\",\"more_info\":\"https://www.twilio.com/docs/errors/"
        + code
        + "\",\"status\":"
        + status
        + "}";
  }

  /** Twilio's newer error body, by RFC 9457. */
  static String problem(int status, int code, String detail) {
    return "{\"type\":\"https://www.twilio.com/docs/errors/"
        + code
        + "\",\"title\":\"Invalid\",\"status\":"
        + status
        + ",\"code\":"
        + code
        + ",\"detail\":\""
        + detail
        + "\",\"instance\":\"/x\",\"errors\":[{\"detail\":\"d\",\"pointer\":\"#/To\"}]}";
  }

  /** The error that a publisher ends with. */
  static CallsException failureOf(Publisher<?> publisher) {
    CallsException failure =
        catchThrowableOfType(CallsException.class, () -> Flux.from(publisher).then().block(LONG));
    if (failure == null) {
      throw new AssertionError("it did not fail");
    }
    return failure;
  }

  /** The error that a publisher ends with, after something has been done to make it end. */
  static CallsException failureOf(Publisher<?> publisher, Runnable meanwhile) {
    CompletableFuture<Void> end = Flux.from(publisher).then().toFuture();
    meanwhile.run();
    return failureOf(Mono.fromFuture(end));
  }

  /** Waits until so many tasks have been scheduled in all. */
  static void awaitTasks(VirtualTimeScheduler time, int count) {
    await(() -> time.getScheduledTaskCount() >= count, count + " tasks");
  }

  /** Waits until it is so. */
  static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.yield();
    }
  }

  static <T> List<T> all(Flux<T> flux) {
    return flux.collectList().block(LONG);
  }
}
