package io.dialflux;

import io.dialflux.http.ExchangeFilter;
import io.dialflux.internal.netty.NettyTransport;
import io.dialflux.internal.netty.TransportOptions;
import io.dialflux.internal.wire.Arguments;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** Options of a client. Immutable; an option returns a new builder. */
public final class CallsClientBuilder implements Cloneable {
  private static final Set<String> PROXIES = Set.of("http", "socks4", "socks5");
  private static final URI TOKEN_URI = URI.create("https://oauth.twilio.com/v2/token");

  private @Nullable Credentials credentials;
  private @Nullable URI baseUrl;
  private @Nullable String edge;
  private @Nullable String region;
  private RetryPolicy retry = RetryPolicy.standard();
  private int maxConnections = 500;
  private int maxPending = 10_000;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration tlsTimeout = Duration.ofSeconds(10);
  private Duration acquireTimeout = Duration.ofSeconds(45);
  private Duration responseTimeout = Duration.ofSeconds(40);
  private @Nullable Duration operationTimeout;
  private Duration maxIdleTime = Duration.ofSeconds(30);
  private boolean compression = true;
  private @Nullable URI proxy;
  private @Nullable SSLContext tls;
  private @Nullable Function<String, Mono<InetAddress>> resolver;
  private Scheduler scheduler = Schedulers.parallel();
  private List<ExchangeFilter> filters = List.of();
  private UnaryOperator<HttpClient> customizer = UnaryOperator.identity();

  CallsClientBuilder() {}

  /** Who calls Twilio; needed. */
  public CallsClientBuilder credentials(Credentials credentials) {
    return with(b -> b.credentials = Objects.requireNonNull(credentials, "credentials"));
  }

  /**
   * Another server than Twilio's, such as a simulator: scheme, host and port. Excludes edge and
   * region. OAuth tokens are then fetched from {@code /v2/token} there.
   */
  public CallsClientBuilder baseUrl(URI baseUrl) {
    Arguments.url("baseUrl", baseUrl);
    boolean bare = baseUrl.getRawPath().isEmpty() || baseUrl.getRawPath().equals("/");
    if (!bare || baseUrl.getRawQuery() != null || baseUrl.getRawUserInfo() != null) {
      throw new IllegalArgumentException("baseUrl must have a scheme, a host and a port only");
    }
    return with(b -> b.baseUrl = baseUrl);
  }

  /** The edge location to enter Twilio's network at, such as {@code dublin}. */
  public CallsClientBuilder edge(String edge) {
    Arguments.label("edge", edge);
    return with(b -> b.edge = edge);
  }

  /**
   * The region that processes and stores the calls, such as {@code ie1}; without an edge, its own.
   * Credentials belong to one region.
   */
  public CallsClientBuilder region(String region) {
    Arguments.label("region", region);
    return with(b -> b.region = region);
  }

  /** How failed requests are sent again; {@link RetryPolicy#standard()} if not given. */
  public CallsClientBuilder retry(RetryPolicy policy) {
    return with(b -> b.retry = Objects.requireNonNull(policy, "policy"));
  }

  /**
   * The most connections open at once, 1 to 10,000, 500 if not given; they are opened as needed. A
   * connection carries one request at a time. Reads take at most half of them, creates, updates and
   * deletes all but one.
   */
  public CallsClientBuilder maxConnections(int most) {
    Arguments.range("maxConnections", most, 1, 10_000);
    return with(b -> b.maxConnections = most);
  }

  /** The most reads and the most other requests that may wait for a connection; 10,000 each. */
  public CallsClientBuilder maxPending(int most) {
    Arguments.range("maxPending", most, 1, 1_000_000);
    return with(b -> b.maxPending = most);
  }

  /** How long opening a connection may take; 10 seconds. */
  public CallsClientBuilder connectTimeout(Duration timeout) {
    Arguments.positive("connectTimeout", timeout);
    return with(b -> b.connectTimeout = timeout);
  }

  /** How long a TLS handshake may take; 10 seconds. */
  public CallsClientBuilder tlsTimeout(Duration timeout) {
    Arguments.positive("tlsTimeout", timeout);
    return with(b -> b.tlsTimeout = timeout);
  }

  /** How long a request may wait for a connection; 45 seconds. */
  public CallsClientBuilder acquireTimeout(Duration timeout) {
    Arguments.positive("acquireTimeout", timeout);
    return with(b -> b.acquireTimeout = timeout);
  }

  /**
   * How long to wait for an answer, and within it for its next bytes; 40 seconds, because Twilio
   * itself gives up after about 30: a shorter wait makes creates of unknown outcome.
   */
  public CallsClientBuilder responseTimeout(Duration timeout) {
    Arguments.positive("responseTimeout", timeout);
    return with(b -> b.responseTimeout = timeout);
  }

  /** A bound for a whole operation with all its waiting and repetition; none if not given. */
  public CallsClientBuilder operationTimeout(Duration timeout) {
    Arguments.positive("operationTimeout", timeout);
    return with(b -> b.operationTimeout = timeout);
  }

  /** After which idle time a connection is closed: below the server's own time; 30 seconds. */
  public CallsClientBuilder maxIdleTime(Duration time) {
    Arguments.positive("maxIdleTime", time);
    return with(b -> b.maxIdleTime = time);
  }

  /** Whether answers may come compressed; yes if not given. */
  public CallsClientBuilder compression(boolean compression) {
    return with(b -> b.compression = compression);
  }

  /**
   * A proxy between here and Twilio.
   *
   * @param proxy scheme {@code http}, {@code socks4} or {@code socks5}, host and port, and the user
   *     and password that it asks for, as {@code http://user:password@proxy:3128}
   */
  public CallsClientBuilder proxy(URI proxy) {
    boolean known =
        proxy.getScheme() != null && PROXIES.contains(proxy.getScheme().toLowerCase(Locale.ROOT));
    if (!known || proxy.getHost() == null || proxy.getPort() < 0) {
      throw new IllegalArgumentException(
          "proxy must have the scheme http, socks4 or socks5, a host and a port");
    }
    return with(b -> b.proxy = proxy);
  }

  /**
   * Keys and trust for TLS; the platform's own if not given. Host names are verified in any case.
   */
  public CallsClientBuilder tls(SSLContext context) {
    return with(b -> b.tls = Objects.requireNonNull(context, "context"));
  }

  /**
   * How host names become addresses; Netty's non-blocking resolver if not given.
   *
   * @param resolver must not block; empty or an error for a name that is unknown
   */
  public CallsClientBuilder resolver(Function<String, Mono<InetAddress>> resolver) {
    return with(b -> b.resolver = Objects.requireNonNull(resolver, "resolver"));
  }

  /** Where back-offs and time-outs are timed; {@link Schedulers#parallel()}. For tests. */
  public CallsClientBuilder scheduler(Scheduler scheduler) {
    return with(b -> b.scheduler = Objects.requireNonNull(scheduler, "scheduler"));
  }

  /** One more filter around every operation, inside those given before. */
  public CallsClientBuilder filter(ExchangeFilter filter) {
    Objects.requireNonNull(filter, "filter");
    List<ExchangeFilter> more = new ArrayList<>(filters);
    more.add(filter);
    return with(b -> b.filters = List.copyOf(more));
  }

  /**
   * The hatch to Reactor Netty, for what has no option here. It is applied first, so it cannot undo
   * that requests are not sent again, redirects not followed and HTTP/1.1 spoken.
   */
  public CallsClientBuilder httpClient(UnaryOperator<HttpClient> customizer) {
    return with(b -> b.customizer = Objects.requireNonNull(customizer, "customizer"));
  }

  /**
   * The client. It opens no connection yet.
   *
   * @throws IllegalStateException if credentials are missing, or baseUrl comes with edge or region
   */
  public CallsClient build() {
    if (credentials == null) {
      throw new IllegalStateException("credentials must be given");
    }
    if (baseUrl != null && (edge != null || region != null)) {
      throw new IllegalStateException("baseUrl excludes edge and region");
    }
    URI base = baseUrl == null ? Hosts.api(edge, region) : origin(baseUrl);
    URI tokenUri = baseUrl == null ? TOKEN_URI : base.resolve("/v2/token");
    NettyTransport transport =
        new NettyTransport(
            new TransportOptions(
                base,
                maxConnections,
                maxPending,
                connectTimeout,
                tlsTimeout,
                acquireTimeout,
                responseTimeout,
                maxIdleTime,
                compression,
                proxy,
                tls,
                resolver,
                scheduler,
                customizer));
    Pipeline pipeline =
        new Pipeline(
            transport,
            authentication(credentials, transport, tokenUri, scheduler),
            filters,
            operationTimeout,
            scheduler);
    return new DefaultCallsClient(transport, pipeline, base, credentials.accountSid(), retry);
  }

  private static ExchangeFilter authentication(
      Credentials credentials, NettyTransport transport, URI tokenUri, Scheduler scheduler) {
    return credentials.kind() == Credentials.Kind.BASIC
        ? new AuthenticationFilter(credentials.basic())
        : new BearerFilter(new AccessTokens(credentials, tokenUri, transport, scheduler));
  }

  private static URI origin(URI url) {
    return URI.create(url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority());
  }

  private CallsClientBuilder with(Consumer<CallsClientBuilder> option) {
    try {
      CallsClientBuilder copy = (CallsClientBuilder) clone();
      option.accept(copy);
      return copy;
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
