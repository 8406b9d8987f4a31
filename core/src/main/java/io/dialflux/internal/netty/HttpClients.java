package io.dialflux.internal.netty;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpResponseDecoderSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.SslProvider.Builder;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.netty.tcp.SslProvider.SslContextSpec;
import reactor.netty.transport.ProxyProvider.Proxy;

/** Puts Reactor Netty's client together: the user's wishes first, then what safety needs. */
final class HttpClients {
  private static final Pattern PORT_OF_ONE_DIGIT =
      Pattern.compile("^(\\w+://(?:\\[[^]]*]|[^/?:]*)):(\\d)(/.*)?$");

  private HttpClients() {}

  /**
   * One client for all requests: clients whose channels are configured differently would not share
   * their connections, so whatever differs between requests is set on the request.
   */
  static HttpClient of(TransportOptions options, ConnectionProvider connections, Rests rests) {
    HttpClient client = options.customizer().apply(HttpClient.create(connections));
    if (options.resolver() != null) {
      client =
          client.resolver(
              new FunctionResolver(
                  options.resolver(), options.connectTimeout(), options.scheduler()));
    }
    if (options.resolver() == null && Loopback.is(options.base().getHost())) {
      client = client.resolver(new Loopback());
    }
    if (options.proxy() != null) {
      client = proxied(client, options.proxy(), options.connectTimeout().toMillis());
    }
    if (options.tls() != null || !client.configuration().isSecure()) {
      client = client.secure(spec -> context(spec, options.tls()));
    }
    long handshakeMillis = options.tlsTimeout().toMillis();
    client =
        client.secure(
            SslProvider.addHandlerConfigurator(
                Objects.requireNonNull(client.configuration().sslProvider()),
                handler -> handler.setHandshakeTimeoutMillis(handshakeMillis)));
    client = client.httpResponseDecoder(spec -> spec.maxHeaderSize(options.maxHeaderSize()));
    HttpDecoderConfig decoder = decoder(client.configuration().decoder());
    return client
        .baseUrl(address(options.base().toString()))
        .protocol(HttpProtocol.HTTP11)
        // Reactor Netty would send a request once more by itself on a stale connection
        .disableRetry(true)
        .followRedirect(false)
        .compress(false) // AnswerHandler reads bodies, encoded ones too
        .option(ChannelOption.ALLOW_HALF_CLOSURE, false)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.connectTimeout().toMillis())
        .doOnChannelInit(
            (observer, channel, address) ->
                AnswerHandler.install(channel, decoder, options.responseTimeout(), rests));
  }

  /**
   * An address as Reactor Netty reads it, which takes a port of one digit for a part of the host.
   */
  static String address(String uri) {
    return uri.startsWith("/") ? uri : PORT_OF_ONE_DIGIT.matcher(uri).replaceFirst("$1:0$2$3");
  }

  private static HttpDecoderConfig decoder(HttpResponseDecoderSpec spec) {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(spec.maxInitialLineLength())
        .setMaxHeaderSize(spec.maxHeaderSize())
        .setHeadersFactory(AnswerHeaders.FACTORY)
        .setTrailersFactory(AnswerHeaders.FACTORY)
        .setInitialBufferSize(spec.initialBufferSize())
        .setAllowDuplicateContentLengths(spec.allowDuplicateContentLengths())
        .setAllowPartialChunks(spec.allowPartialChunks());
  }

  private static Builder context(SslContextSpec spec, @Nullable SSLContext tls) {
    return tls == null
        ? spec.sslContext((GenericSslContextSpec<?>) Http11SslContextSpec.forClient())
        : spec.sslContext(
            new JdkSslContext(
                tls,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                null,
                false));
  }

  private static HttpClient proxied(HttpClient client, URI proxy, long connectMillis) {
    Proxy type =
        switch (proxy.getScheme().toLowerCase(Locale.ROOT)) {
          case "socks4" -> Proxy.SOCKS4;
          case "socks5" -> Proxy.SOCKS5;
          default -> Proxy.HTTP;
        };
    String[] user = proxy.getRawUserInfo() == null ? null : proxy.getRawUserInfo().split(":", 2);
    return client.proxy(
        spec -> {
          var address =
              spec.type(type)
                  .host(proxy.getHost())
                  .port(proxy.getPort())
                  .connectTimeoutMillis(connectMillis);
          if (user != null) {
            address
                .username(decoded(user[0]))
                .password(name -> user.length > 1 ? decoded(user[1]) : "");
          }
        });
  }

  /** A plus stands for itself here, as it does not in a form. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
