package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CollectedPage;
import io.dialflux.call.CreateCall;
import io.dialflux.call.LoggedRequest;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Effect;
import io.dialflux.http.Exchange;
import io.dialflux.http.Operation;
import io.dialflux.internal.netty.LastMoment;
import io.dialflux.internal.netty.NettyTransport;
import io.dialflux.internal.paging.LoopException;
import io.dialflux.internal.paging.PagedFlux;
import io.dialflux.internal.paging.Paging;
import io.dialflux.internal.wire.Arguments;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The operations as requests over one pipeline. */
final class DefaultCallsClient implements CallsClient {
  private final NettyTransport transport;
  private final Pipeline pipeline;
  private final URI base;
  private final String accountSid;
  private final RetryPolicy policy;
  private final @Nullable Duration operationTimeout;
  private final Exchange exchange;
  private final Paths paths;

  DefaultCallsClient(
      NettyTransport transport,
      Pipeline pipeline,
      URI base,
      String accountSid,
      RetryPolicy policy,
      @Nullable Duration operationTimeout) {
    this.transport = transport;
    this.pipeline = pipeline;
    this.base = base;
    this.accountSid = accountSid;
    this.policy = policy;
    this.operationTimeout = operationTimeout;
    this.exchange = pipeline.exchange(policy, operationTimeout);
    this.paths = new Paths(base, accountSid);
  }

  @Override
  public Mono<Call> create(CreateCall call) {
    Objects.requireNonNull(call, "call");
    return Mono.defer(() -> exchange.exchange(request(call))).map(DefaultCallsClient::call);
  }

  private ApiRequest request(CreateCall call) {
    Instant notAfter = call.notAfter();
    ApiRequest request =
        ApiRequest.form(Operation.CREATE, Effect.ONCE, paths.calls(), call.form(), notAfter);
    return notAfter == null
        ? request
        : request.attach(Carried.until(LastMoment.of(notAfter, pipeline.scheduler())));
  }

  @Override
  public Mono<Call> fetch(String callSid) {
    String path = path(callSid);
    return Mono.defer(
            () -> exchange.exchange(ApiRequest.of(Operation.FETCH, Effect.READ, "GET", path)))
        .map(DefaultCallsClient::call);
  }

  @Override
  public Mono<Call> update(String callSid, UpdateCall update) {
    String path = path(callSid);
    Effect effect =
        Objects.requireNonNull(update, "update").redirects() ? Effect.ONCE : Effect.IDEMPOTENT;
    return Mono.defer(
            () ->
                exchange.exchange(
                    ApiRequest.form(Operation.UPDATE, effect, path, update.form(), null)))
        .map(DefaultCallsClient::call);
  }

  @Override
  public Mono<Void> delete(String callSid) {
    String path = path(callSid);
    return Mono.defer(
            () ->
                exchange.exchange(
                    ApiRequest.of(Operation.DELETE, Effect.IDEMPOTENT, "DELETE", path)))
        .then();
  }

  @Override
  public Flux<Call> list(CallFilter filter) {
    return calls(PageToken.first(filter));
  }

  @Override
  public Flux<Call> list(PageToken token) {
    return calls(paths.checked(token));
  }

  @Override
  public Flux<CallPage> pages(CallFilter filter) {
    return wholePages(PageToken.first(filter));
  }

  @Override
  public Flux<CallPage> pages(PageToken token) {
    return wholePages(paths.checked(token));
  }

  @Override
  public <R> Flux<CollectedPage<R>> pages(
      PageToken token, Collector<? super CallBytes, ?, R> collector) {
    Objects.requireNonNull(collector, "collector");
    return oneByOne(paths.checked(token), link -> collected(link, collector), CollectedPage::next);
  }

  @Override
  @SuppressWarnings("unchecked") // what Answers reads for this operation
  public Flux<LoggedRequest> events(String callSid) {
    String path = paths.events(Arguments.sid("callSid", "CA", callSid));
    return Mono.defer(
            () -> exchange.exchange(ApiRequest.of(Operation.EVENTS, Effect.READ, "GET", path)))
        .flatMapIterable(response -> (List<LoggedRequest>) Objects.requireNonNull(response.body()));
  }

  @Override
  public String accountSid() {
    return accountSid;
  }

  private Flux<Call> calls(PageToken first) {
    return new PagedFlux<>(
        "list",
        first,
        new Paging<>(
            this::parts, CallPage::calls, CallPage::next, DefaultCallsClient::interrupted));
  }

  private Flux<CallPage> wholePages(PageToken first) {
    return oneByOne(first, this::page, CallPage::next);
  }

  private static <P> Flux<P> oneByOne(
      PageToken first, Function<PageToken, Mono<P>> page, Function<P, @Nullable PageToken> next) {
    return new PagedFlux<>(
        "pages", first, new Paging<>(page, List::of, next, DefaultCallsClient::interrupted));
  }

  private Mono<CallPage> page(PageToken token) {
    return exchangePage(token, null)
        .map(response -> (CallPage) Objects.requireNonNull(response.body()));
  }

  /** A page in parts, each as soon as it was read. */
  private Flux<CallPage> parts(PageToken token) {
    return Flux.defer(
        () -> {
          Sinks.Many<CallPage> handedOn = Sinks.unsafe().many().unicast().onBackpressureBuffer();
          PageParts parts = new PageParts(token, handedOn, DefaultCallsClient::interrupted);
          Mono<CallPage> end =
              exchangePage(token, parts)
                  .doOnSuccess(parts::answered)
                  .doOnError(parts::failed)
                  .onErrorComplete()
                  .then(Mono.empty());
          return Flux.mergeDelayError(2, handedOn.asFlux(), end);
        });
  }

  private <R> Mono<CollectedPage<R>> collected(
      PageToken token, Collector<? super CallBytes, ?, R> collector) {
    return Mono.defer(
        () -> {
          PageCollection<?, R> collection = new PageCollection<>(collector);
          return exchangePage(token, collection).map(response -> collection.page(response.body()));
        });
  }

  private Mono<ApiResponse> exchangePage(PageToken token, @Nullable PageTaker taker) {
    ApiRequest request = ApiRequest.of(Operation.LIST, Effect.READ, "GET", paths.of(token));
    return exchange.exchange(taker == null ? request : request.attach(Carried.to(taker)));
  }

  private static Throwable interrupted(PageToken token, Throwable cause) {
    if (cause instanceof ListingInterruptedException) {
      return cause;
    }
    if (cause instanceof CallsException e) {
      return new ListingInterruptedException(token, e);
    }
    boolean link = cause instanceof LoopException || cause instanceof Paths.ForeignLinkException;
    return link
        ? new ListingInterruptedException(
            token, UnreadableResponseException.badLink("list: " + cause.getMessage(), cause))
        : cause;
  }

  @Override
  public CallsClient account(String accountSid) {
    Arguments.sid("accountSid", "AC", accountSid);
    return new DefaultCallsClient(transport, pipeline, base, accountSid, policy, operationTimeout);
  }

  @Override
  public CallsClient retry(RetryPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    return new DefaultCallsClient(transport, pipeline, base, accountSid, policy, operationTimeout);
  }

  @Override
  public CallsClient operationTimeout(Duration timeout) {
    Arguments.upToADay("timeout", timeout);
    boolean shorter = operationTimeout == null || timeout.compareTo(operationTimeout) < 0;
    return new DefaultCallsClient(
        transport, pipeline, base, accountSid, policy, shorter ? timeout : operationTimeout);
  }

  @Override
  public Duration responseTimeout() {
    return transport.responseTimeout();
  }

  @Override
  public Mono<Void> warmup() {
    return transport.warmup();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return "CallsClient[" + accountSid + " at " + base + "]";
  }

  private String path(String callSid) {
    return paths.call(Arguments.sid("callSid", "CA", callSid));
  }

  private static Call call(ApiResponse response) {
    return (Call) Objects.requireNonNull(response.body());
  }
}
