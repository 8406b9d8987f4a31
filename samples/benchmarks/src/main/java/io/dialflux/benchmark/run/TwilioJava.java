package io.dialflux.benchmark.run;

import com.twilio.http.HttpClient;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import io.dialflux.benchmark.server.Account;
import java.net.URI;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

/**
 * The official SDK with its own HTTP client. Only the address of its requests is another, and, if a
 * run asks for it, the pool is larger: 20 connections to a host and 100 in all are what it ships
 * with.
 */
final class TwilioJava {
  private static final PhoneNumber FROM = new PhoneNumber("+15552223333");
  private static final URI ANSWER = URI.create("https://example.com/answer");
  private static final int PAGE_SIZE = 1_000;
  private static final int AS_SHIPPED = 0;

  private final TwilioRestClient client;

  TwilioJava(Settings settings) {
    int connections = settings.number("connections", AS_SHIPPED);
    String origin = settings.base().toString();
    HttpClient http =
        connections == AS_SHIPPED ? new Shipped(origin) : new Enlarged(origin, connections);
    client = new TwilioRestClient.Builder(Account.SID, Account.TOKEN).httpClient(http).build();
  }

  Call create(String to) {
    return Call.creator(new PhoneNumber(to), FROM, ANSWER).create(client);
  }

  Iterable<Call> list(String to) {
    return Call.reader().setTo(new PhoneNumber(to)).pageSize(PAGE_SIZE).read(client);
  }

  /** So many calls, of any number. */
  Iterable<Call> newest(long calls) {
    return Call.reader().pageSize(PAGE_SIZE).limit(calls).read(client);
  }

  private static final class Shipped extends NetworkHttpClient {
    private final String origin;

    Shipped(String origin) {
      this.origin = origin;
    }

    @Override
    public Response makeRequest(Request request) {
      return super.makeRequest(new ElsewhereRequest(request, origin));
    }
  }

  private static final class Enlarged extends NetworkHttpClient {
    private final String origin;

    Enlarged(String origin, int connections) {
      super(builder(connections));
      this.origin = origin;
    }

    /** As NetworkHttpClient makes its own, but for the two numbers. */
    private static HttpClientBuilder builder(int connections) {
      PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
      pool.setDefaultSocketConfig(DEFAULT_SOCKET_CONFIG);
      pool.setDefaultMaxPerRoute(connections);
      pool.setMaxTotal(connections);
      return HttpClientBuilder.create()
          .useSystemProperties()
          .setConnectionManager(pool)
          .setDefaultRequestConfig(DEFAULT_REQUEST_CONFIG);
    }

    @Override
    public Response makeRequest(Request request) {
      return super.makeRequest(new ElsewhereRequest(request, origin));
    }
  }
}
