package io.dialflux.benchmark.operators;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A client whose creates are answered on the spot; it can do nothing else. */
final class AnsweredAtOnce implements CallsClient {
  private final Mono<Call> answer;

  AnsweredAtOnce(Call call) {
    this.answer = Mono.just(call);
  }

  @Override
  public Mono<Call> create(CreateCall call) {
    return answer;
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
    return this;
  }

  @Override
  public Mono<Call> fetch(String callSid) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<Call> update(String callSid, UpdateCall update) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<Void> delete(String callSid) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Flux<Call> list(CallFilter filter) {
    return Flux.error(new UnsupportedOperationException());
  }

  @Override
  public Flux<Call> list(PageToken token) {
    return Flux.error(new UnsupportedOperationException());
  }

  @Override
  public Flux<CallPage> pages(CallFilter filter) {
    return Flux.error(new UnsupportedOperationException());
  }

  @Override
  public Flux<CallPage> pages(PageToken token) {
    return Flux.error(new UnsupportedOperationException());
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
