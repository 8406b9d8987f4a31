package io.dialflux.internal.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Resolves host names by a function of the user's. */
final class FunctionResolver extends AddressResolverGroup<InetSocketAddress> {
  private final Function<String, Mono<InetAddress>> resolve;
  private final Duration timeout;
  private final Scheduler scheduler;

  FunctionResolver(
      Function<String, Mono<InetAddress>> resolve, Duration timeout, Scheduler scheduler) {
    this.resolve = resolve;
    this.timeout = timeout;
    this.scheduler = scheduler;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Names(executor).asAddressResolver();
  }

  private final class Names extends InetNameResolver {
    Names(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      Mono.defer(() -> resolve.apply(host))
          .switchIfEmpty(Mono.error(() -> new UnknownHostException(host)))
          // a connection that waits for an address keeps its place in the pool
          .timeout(timeout, scheduler)
          .onErrorMap(e -> e instanceof UnknownHostException ? e : unknown(host, e))
          .toFuture()
          .whenComplete(
              (address, error) -> {
                if (error == null) {
                  promise.trySuccess(address);
                } else {
                  promise.tryFailure(error);
                }
              });
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      Promise<InetAddress> one = executor().newPromise();
      one.addListener(
          resolved -> {
            if (resolved.isSuccess()) {
              promise.trySuccess(List.of(one.getNow()));
            } else {
              promise.tryFailure(resolved.cause());
            }
          });
      doResolve(host, one);
    }

    private static UnknownHostException unknown(String host, Throwable cause) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(cause);
      return unknown;
    }
  }
}
