package io.dialflux.callback;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A client whose fetches answer what a test says; it remembers when they were made. */
final class StubCalls implements CallsClient {
  final List<Long> seconds = new ArrayList<>();
  int underWay;
  private final Scheduler time;
  private final Supplier<Mono<Call>> answer;

  StubCalls(Scheduler time, Supplier<Mono<Call>> answer) {
    this.time = time;
    this.answer = answer;
  }

  static Call call(String status) {
    return Call.parse("{\"sid\":\"" + Signed.SID + "\",\"status\":\"" + status + "\"}");
  }

  @Override
  public Mono<Call> fetch(String callSid) {
    return Mono.defer(
        () -> {
          seconds.add(time.now(TimeUnit.SECONDS));
          return answer
              .get()
              .doOnSubscribe(subscription -> underWay++)
              .doFinally(end -> underWay--);
        });
  }

  @Override
  public Mono<Call> create(CreateCall call) {
    throw new UnsupportedOperationException("create");
  }

  @Override
  public CallsClient retry(RetryPolicy policy) {
    throw new UnsupportedOperationException("retry");
  }

  @Override
  public CallsClient operationTimeout(Duration timeout) {
    return this;
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
