package io.dialflux.benchmark.raw;

import io.netty.buffer.Unpooled;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.ResponseReceiver;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty as one sets it up by hand, with the settings that Dialflux has. */
public final class RawHttp implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final String path;
  private final String shared;
  private final ConnectionProvider connections;
  private final HttpClient gets;
  private final HttpClient posts;

  /**
   * @param account the account's SID
   * @param most the most connections
   */
  public RawHttp(URI base, String account, String token, int most) {
    String user = account + ":" + token;
    String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    path = "/2010-04-01/Accounts/" + account + "/Calls.json";
    shared =
        "From="
            + encoded("+15552223333")
            + "&Url="
            + encoded("https://example.com/answer")
            + "&To=";
    connections =
        ConnectionProvider.builder("raw")
            .maxConnections(most)
            .pendingAcquireMaxCount(2 * most)
            .pendingAcquireTimeout(Duration.ofSeconds(45))
            .maxIdleTime(IDLE)
            .evictInBackground(IDLE.dividedBy(2))
            .lifo()
            .build();
    gets =
        HttpClient.create(connections)
            .baseUrl(base.toString())
            .protocol(HttpProtocol.HTTP11)
            .disableRetry(true)
            .compress(true)
            .responseTimeout(Duration.ofSeconds(40))
            .headers(
                headers ->
                    headers
                        .set("authorization", "Basic " + basic)
                        .set("user-agent", "raw")
                        .set("accept", "application/json"));
    posts =
        gets.headers(headers -> headers.set("content-type", "application/x-www-form-urlencoded"));
  }

  /** A create that is sent; what to do with the answer is the caller's. */
  ResponseReceiver<?> create(String to) {
    byte[] form = (shared + encoded(to)).getBytes(StandardCharsets.US_ASCII);
    return posts.post().uri(path).send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(form)));
  }

  ResponseReceiver<?> get(String link) {
    return gets.get().uri(link);
  }

  /** The first page of the calls to a number. */
  String first(String to) {
    return path + "?To=" + encoded(to) + "&PageSize=1000";
  }

  static void check(int wanted, int status) {
    if (status != wanted) {
      throw new IllegalStateException("HTTP " + status);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    connections.disposeLater().block();
  }
}
