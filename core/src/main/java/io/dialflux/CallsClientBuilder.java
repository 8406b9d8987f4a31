package io.dialflux;

import com.google.errorprone.annotations.CheckReturnValue;
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

/**
 * Options of a client. Immutable; an option returns a new builder. Each time-out bounds one stage
 * of a request and is counted anew for each attempt; {@link #operationTimeout} bounds them all.
 * Times are at most a day, and but for that one at least a millisecond.
 */
@CheckReturnValue
public final class CallsClientBuilder {
  private static final Set<String> PROXIES = Set.of("http", "socks4", "socks5");
  private static final URI TOKEN_URI = URI.create("https://oauth.twilio.com/v2/token");

  private final Options options;

  /** What is chosen; a builder never changes its own. */
  private static final class Options implements Cloneable {
    @Nullable Credentials credentials;
    @Nullable URI baseUrl;
    @Nullable String edge;
    @Nullable String region;
    RetryPolicy retry = RetryPolicy.standard();
    int maxConnections = 1_000;
    int maxPending = 10_000;
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration tlsTimeout = Duration.ofSeconds(10);
    Duration acquireTimeout = Duration.ofSeconds(45);
    Duration responseTimeout = Duration.ofSeconds(40);
    @Nullable Duration operationTimeout;
    Duration maxIdleTime = Duration.ofSeconds(30);
    boolean compression = true;
    @Nullable URI proxy;
    @Nullable SSLContext tls;
    @Nullable Function<String, Mono<InetAddress>> resolver;
    Scheduler scheduler = Schedulers.parallel();
    int maxHeaderSize = 64 * 1024;
    List<ExchangeFilter> filters = List.of();
    List<ExchangeFilter> attemptFilters = List.of();
    UnaryOperator<HttpClient> customizer = UnaryOperator.identity();

    Options copy() {
      try {
        return (Options) clone();
      } catch (CloneNotSupportedException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  CallsClientBuilder() {
    this(new Options());
  }

  private CallsClientBuilder(Options options) {
    this.options = options;
  }

  /**
   * Who calls Twilio; must be given.
   *
   * @param credentials an auth token, an API key or an OAuth client
   * @return a builder with these credentials
   */
  public CallsClientBuilder credentials(Credentials credentials) {
    return with(o -> o.credentials = Objects.requireNonNull(credentials, "credentials"));
  }

  /**
   * Another server than Twilio's, such as a simulator. Excludes edge and region. OAuth tokens are
   * then fetched from {@code /v2/token} there.
   *
   * @param baseUrl scheme (http or https), host and perhaps a port, without path, query or user
   * @return a builder for that server
   */
  public CallsClientBuilder baseUrl(URI baseUrl) {
    Arguments.url("baseUrl", baseUrl);
    boolean bare = baseUrl.getRawPath().isEmpty() || baseUrl.getRawPath().equals("/");
    if (!bare
        || baseUrl.getRawQuery() != null
        || baseUrl.getRawFragment() != null
        || baseUrl.getRawUserInfo() != null) {
      throw new IllegalArgumentException("baseUrl must have a scheme, a host and a port only");
    }
    return with(o -> o.baseUrl = baseUrl);
  }

  /**
   * Where to enter Twilio's network; by default wherever {@code api.twilio.com} leads, or the
   * region's own edge.
   *
   * @param edge the name of an <a
   *     href="https://www.twilio.com/docs/global-infrastructure/understanding-edge-locations">edge
   *     location</a>, such as {@code dublin}
   * @return a builder for that edge, of region {@code us1} unless another is given
   */
  public CallsClientBuilder edge(String edge) {
    Arguments.label("edge", edge);
    return with(o -> o.edge = edge);
  }

  /**
   * Where calls are processed and stored; {@code us1} if not given. Credentials belong to one
   * region. Without an {@link #edge} it implies its own, because Twilio has no host named by a
   * region alone.
   *
   * @param region such as {@code ie1}; {@link #build()} refuses one whose edge is not known here,
   *     unless the edge is given too
   * @return a builder for that region
   */
  public CallsClientBuilder region(String region) {
    Arguments.label("region", region);
    return with(o -> o.region = region);
  }

  /**
   * How failed requests are sent again; {@link RetryPolicy#standard()} if not given.
   *
   * @param policy {@link CallsClient#retry} gives a view with another one
   * @return a builder with this policy
   */
  public CallsClientBuilder retry(RetryPolicy policy) {
    return with(o -> o.retry = Objects.requireNonNull(policy, "policy"));
  }

  /**
   * How many connections may be open at once. They are opened as needed, and each carries one
   * request at a time. Reads take at most half of them, creates, updates and deletes all but one,
   * so that neither starves the other.
   *
   * @param most 1 to 10,000; 1,000 if not given
   * @return a builder with this bound
   */
  public CallsClientBuilder maxConnections(int most) {
    Arguments.range("maxConnections", most, 1, 10_000);
    return with(o -> o.maxConnections = most);
  }

  /**
   * How many reads, and how many other requests, may wait for a connection. One more is a {@link
   * io.dialflux.error.NotSentException} for {@code POOL_FULL}.
   *
   * @param most 1 to 1,000,000 of each of the two; 10,000 if not given
   * @return a builder with this bound
   */
  public CallsClientBuilder maxPending(int most) {
    Arguments.range("maxPending", most, 1, 1_000_000);
    return with(o -> o.maxPending = most);
  }

  /**
   * How long opening a connection may take, to Twilio or to the proxy. Finding the host's address
   * comes before: an own {@link #resolver} has as long again, Netty's has time-outs of its own.
   *
   * @param timeout 10 seconds if not given; counted in whole milliseconds
   * @return a builder with this time-out
   */
  public CallsClientBuilder connectTimeout(Duration timeout) {
    Arguments.timeout("connectTimeout", timeout);
    return with(o -> o.connectTimeout = timeout);
  }

  /**
   * How long a TLS handshake may take.
   *
   * @param timeout 10 seconds if not given
   * @return a builder with this time-out
   */
  public CallsClientBuilder tlsTimeout(Duration timeout) {
    Arguments.timeout("tlsTimeout", timeout);
    return with(o -> o.tlsTimeout = timeout);
  }

  /**
   * How long a request may wait for its turn among those of its kind, and then as long again for a
   * connection, if the other kind has them all. Then it is a {@link
   * io.dialflux.error.NotSentException} for {@code ACQUIRE_TIMEOUT}.
   *
   * @param timeout 45 seconds if not given: above the response time-out, so that a request outlasts
   *     one that is stuck before it
   * @return a builder with this time-out
   */
  public CallsClientBuilder acquireTimeout(Duration timeout) {
    Arguments.timeout("acquireTimeout", timeout);
    return with(o -> o.acquireTimeout = timeout);
  }

  /**
   * How long to wait for an answer's head once a request is written, and as long again for the rest
   * of it, however its bytes drip in. Then it is a {@link io.dialflux.error.NoAnswerException},
   * after which a phone may have rung.
   *
   * @param timeout 40 seconds if not given, because Twilio itself gives up after about 30: a
   *     shorter wait makes creates of unknown outcome
   * @return a builder with this time-out
   */
  public CallsClientBuilder responseTimeout(Duration timeout) {
    Arguments.timeout("responseTimeout", timeout);
    return with(o -> o.responseTimeout = timeout);
  }

  /**
   * Bounds a whole operation, and each page of a list, with all its waiting and repetition. The
   * error says whether a byte had been written: {@link io.dialflux.error.NotSentException} or
   * {@link io.dialflux.error.NoAnswerException}.
   *
   * @param timeout no bound if not given
   * @return a builder with this time-out
   */
  public CallsClientBuilder operationTimeout(Duration timeout) {
    Arguments.upToADay("operationTimeout", timeout);
    return with(o -> o.operationTimeout = timeout);
  }

  /**
   * After which idle time a connection is closed. It should be below the server's own, or requests
   * meet connections that are being closed.
   *
   * @param time 30 seconds if not given
   * @return a builder with this time
   */
  public CallsClientBuilder maxIdleTime(Duration time) {
    Arguments.timeout("maxIdleTime", time);
    return with(o -> o.maxIdleTime = time);
  }

  /**
   * Whether answers may come compressed, which costs time and saves bytes.
   *
   * @param compression true if not given
   * @return a builder with this choice
   */
  public CallsClientBuilder compression(boolean compression) {
    return with(o -> o.compression = compression);
  }

  /**
   * How long all headers of an answer together may be. An answer with more cannot be read, and a
   * create is then of unknown outcome; proxies are known to add cookies of some kilobytes.
   *
   * @param bytes 1,024 to 1,048,576; 65,536 if not given
   * @return a builder with this bound
   */
  public CallsClientBuilder maxHeaderSize(int bytes) {
    Arguments.range("maxHeaderSize", bytes, 1_024, 1 << 20);
    return with(o -> o.maxHeaderSize = bytes);
  }

  /**
   * A proxy between here and Twilio; none if not given, whatever the JVM's properties say.
   *
   * @param proxy scheme {@code http}, {@code socks4} or {@code socks5}, host and port, and the user
   *     and password that it asks for, as {@code http://user:password@proxy:3128}
   * @return a builder for that proxy
   */
  public CallsClientBuilder proxy(URI proxy) {
    Objects.requireNonNull(proxy, "proxy");
    boolean known =
        proxy.getScheme() != null && PROXIES.contains(proxy.getScheme().toLowerCase(Locale.ROOT));
    boolean port = proxy.getPort() >= 0 && proxy.getPort() <= Arguments.MOST_PORT;
    if (!known || proxy.getHost() == null || !port) {
      throw new IllegalArgumentException(
          "proxy must have the scheme http, socks4 or socks5, a host and a port");
    }
    return with(o -> o.proxy = proxy);
  }

  /**
   * Keys and trust for TLS. Host names are verified in any case.
   *
   * @param context the platform's own trust and no client key if not given
   * @return a builder with this context
   */
  public CallsClientBuilder tls(SSLContext context) {
    return with(o -> o.tls = Objects.requireNonNull(context, "context"));
  }

  /**
   * How host names become addresses; Netty's non-blocking resolver if not given.
   *
   * @param resolver must not block; empty or an error for a name that is unknown. An answer that
   *     takes longer than the {@link #connectTimeout} is not waited for
   * @return a builder with this resolver
   */
  public CallsClientBuilder resolver(Function<String, Mono<InetAddress>> resolver) {
    return with(o -> o.resolver = Objects.requireNonNull(resolver, "resolver"));
  }

  /**
   * Where back-offs and time-outs are timed, and by whose clock {@code notAfter} is judged. For
   * tests in virtual time.
   *
   * @param scheduler {@link Schedulers#parallel()} if not given
   * @return a builder with this scheduler
   */
  public CallsClientBuilder scheduler(Scheduler scheduler) {
    return with(o -> o.scheduler = Objects.requireNonNull(scheduler, "scheduler"));
  }

  /**
   * One more filter around every operation, inside those given before.
   *
   * @param filter sees an operation once, however often its request is sent
   * @return a builder with this filter too
   */
  public CallsClientBuilder filter(ExchangeFilter filter) {
    return with(o -> o.filters = more(o.filters, filter));
  }

  /**
   * One more filter around every attempt, inside those given before. It sees each time a request is
   * sent, the first one and its repetitions: {@link io.dialflux.http.ApiRequest#attempt()} and
   * {@link io.dialflux.http.ApiRequest#waited()} tell which it is, and the answer's status and
   * headers, or the attempt's error, come back. It stands within the {@link #retry repetition} and
   * the {@linkplain #filter filters of operations}; authentication comes after it.
   *
   * @param filter sees an attempt, such as a page of a list that is read again
   * @return a builder with this filter too
   */
  public CallsClientBuilder attemptFilter(ExchangeFilter filter) {
    return with(o -> o.attemptFilters = more(o.attemptFilters, filter));
  }

  private static List<ExchangeFilter> more(List<ExchangeFilter> filters, ExchangeFilter filter) {
    List<ExchangeFilter> more = new ArrayList<>(filters);
    more.add(Objects.requireNonNull(filter, "filter"));
    return List.copyOf(more);
  }

  /**
   * The hatch to Reactor Netty, for what has no option here. It is applied first, so it cannot undo
   * that requests are not sent again, redirects not followed and HTTP/1.1 spoken.
   *
   * @param customizer called once, by {@link #build()}; what it sets and an option here sets too is
   *     the option's
   * @return a builder with this customizer
   */
  public CallsClientBuilder httpClient(UnaryOperator<HttpClient> customizer) {
    return with(o -> o.customizer = Objects.requireNonNull(customizer, "customizer"));
  }

  /**
   * Builds the client. It opens no connection yet.
   *
   * @return a client with connections of its own, to be closed by {@link CallsClient#close} or
   *     {@link CallsClient#closeGracefully}
   * @throws IllegalStateException if credentials are missing, or baseUrl comes with edge or region
   * @throws IllegalArgumentException if no edge is known for the region
   */
  public CallsClient build() {
    Options o = options;
    if (o.credentials == null) {
      throw new IllegalStateException("credentials must be given");
    }
    if (o.baseUrl != null && (o.edge != null || o.region != null)) {
      throw new IllegalStateException("baseUrl excludes edge and region");
    }
    URI base = o.baseUrl == null ? Hosts.api(o.edge, o.region) : origin(o.baseUrl);
    URI tokenUri = o.baseUrl == null ? TOKEN_URI : base.resolve("/v2/token");
    NettyTransport transport =
        new NettyTransport(
            new TransportOptions(
                base,
                o.maxConnections,
                o.maxPending,
                o.connectTimeout,
                o.tlsTimeout,
                o.acquireTimeout,
                o.responseTimeout,
                o.maxIdleTime,
                o.maxHeaderSize,
                o.compression,
                o.proxy,
                o.tls,
                o.resolver,
                o.scheduler,
                o.customizer));
    Pipeline pipeline =
        new Pipeline(
            transport,
            authentication(o.credentials, transport, tokenUri, o.scheduler),
            o.filters,
            o.attemptFilters,
            o.scheduler);
    return new DefaultCallsClient(
        transport, pipeline, base, o.credentials.accountSid(), o.retry, o.operationTimeout);
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

  private CallsClientBuilder with(Consumer<Options> option) {
    Options copy = options.copy();
    option.accept(copy);
    return new CallsClientBuilder(copy);
  }
}
