package io.dialflux.internal.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves {@code localhost} without asking anybody (RFC 6761, 6.3), to both loopback addresses,
 * because a server may listen on one of them only.
 */
final class Loopback extends AddressResolverGroup<InetSocketAddress> {
  private static final byte[] IPV4 = {127, 0, 0, 1};
  private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  static boolean is(String host) {
    return host.equalsIgnoreCase("localhost") || host.equalsIgnoreCase("localhost.");
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetNameResolver(executor) {
      @Override
      protected void doResolve(String host, Promise<InetAddress> promise) throws Exception {
        promise.setSuccess(InetAddress.getByAddress(host, IPV4));
      }

      @Override
      protected void doResolveAll(String host, Promise<List<InetAddress>> promise)
          throws UnknownHostException {
        promise.setSuccess(
            List.of(InetAddress.getByAddress(host, IPV4), InetAddress.getByAddress(host, IPV6)));
      }
    }.asAddressResolver();
  }
}
