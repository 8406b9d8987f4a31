package io.dialflux.dial;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A client whose creates do what a test says; it counts those that were started. */
final class StubCalls implements CallsClient {
  static final Call CALL =
      Call.parse("{\"sid\":\"CA0123456789abcdef0123456789abcdef\",\"status\":\"queued\"}");
  static final CallTemplate TEMPLATE =
      CallTemplate.from("+15552223333").url(URI.create("https://example.com/answer"));

  final AtomicInteger started = new AtomicInteger();
  private final Function<CreateCall, Mono<Call>> answer;

  StubCalls(Function<CreateCall, Mono<Call>> answer) {
    this.answer = answer;
  }

  static StubCalls accepting() {
    return new StubCalls(call -> Mono.just(CALL));
  }

  static StubCalls silent() {
    return new StubCalls(call -> Mono.never());
  }

  /** Requests to numbers of their own, each tagged with its place in line. */
  static Flux<CreateCall> requests(int count) {
    return Flux.range(0, count)
        .map(i -> TEMPLATE.to("+1555" + (1_000_000 + i)).tag(Integer.toString(i)));
  }

  @Override
  public Mono<Call> create(CreateCall call) {
    return Mono.defer(
        () -> {
          started.incrementAndGet();
          return answer.apply(call);
        });
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
  public Mono<Call> fetch(String callSid) {
    throw new UnsupportedOperationException("fetch");
  }

  @Override
  public Mono<Call> update(String callSid, UpdateCall update) {
    throw new UnsupportedOperationException("update");
  }

  @Override
  public Mono<Void> delete(String callSid) {
    throw new UnsupportedOperationException("delete");
  }

  @Override
  public Flux<Call> list(CallFilter filter) {
    throw new UnsupportedOperationException("list");
  }

  @Override
  public Flux<Call> list(PageToken token) {
    throw new UnsupportedOperationException("list");
  }

  @Override
  public Flux<CallPage> pages(CallFilter filter) {
    throw new UnsupportedOperationException("pages");
  }

  @Override
  public Flux<CallPage> pages(PageToken token) {
    throw new UnsupportedOperationException("pages");
  }

  @Override
  public CallsClient account(String accountSid) {
    throw new UnsupportedOperationException("account");
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
