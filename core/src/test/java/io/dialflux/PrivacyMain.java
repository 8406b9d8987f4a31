package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.CALL;

import io.dialflux.call.CallFilter;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the servers that its arguments name for every operation, by every kind of credentials, and
 * prints each failure as a log would. Run with all loggers at TRACE; see {@link PrivacyTest}.
 */
final class PrivacyMain {
  static final String AUTH_TOKEN = "f00dfacef00dfacef00dfacef00dface";
  static final String KEY = "SK0123456789abcdef0123456789abcdef";
  static final String KEY_SECRET = "k3ySecretOfMine";
  static final String CLIENT = "OQ0123456789abcdef0123456789abcdef";
  static final String CLIENT_SECRET = "cl13ntSecretOfMine";
  static final String WRONG_SECRET = "wr0ngSecretOfMine";
  static final String ACCESS_TOKEN = "acc3ssTokenOfMine";
  static final String PROXY_PASSWORD = "pr0xyPassword";

  /** What nothing printed may hold, by what it is. */
  static final Map<String, String> SECRETS = secrets();

  private static final CreateCall CREATE =
      CallTemplate.from(Fixtures.FROM)
          .twiml("<Response><Say>Gr\u00fcezi, Wachtmeister</Say></Response>")
          .to(Fixtures.TO)
          .tag("Wachtmeister");

  private PrivacyMain() {}

  private static Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("the end of the callee's number", "8675310");
    secrets.put("the end of the caller's number", "2223333");
    secrets.put("the callee's number as people write it", "867-5310");
    secrets.put("TwiML, a name, a tag", "Wachtmeister");
    secrets.put("a name in capitals", "WACHTMEISTER");
    secrets.put("the end of the callee's number in hexadecimal", "38363735333130");
    secrets.put("a name in hexadecimal", "576163687");
    secrets.put("an address", "anna@");
    secrets.put("the auth token", AUTH_TOKEN);
    secrets.put("an API key's secret", KEY_SECRET);
    secrets.put("an OAuth client's secret", CLIENT_SECRET);
    secrets.put("a wrong OAuth secret", WRONG_SECRET);
    secrets.put("an access token", ACCESS_TOKEN);
    secrets.put("the proxy's password", PROXY_PASSWORD);
    secrets.put("Basic authentication by auth token", base64(ACCOUNT + ":" + AUTH_TOKEN));
    secrets.put("Basic authentication by API key", base64(KEY + ":" + KEY_SECRET));
    secrets.put("Basic authentication at the proxy", base64("user:" + PROXY_PASSWORD));
    return secrets;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Name and URI of each server, by turns. */
  public static void main(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      CallsClientBuilder client =
          CallsClient.builder()
              .retry(Fixtures.FAST.maxAttempts(2))
              .connectTimeout(Duration.ofSeconds(5))
              .responseTimeout(Duration.ofSeconds(args[i].equals("silence") ? 1 : 5));
      Credentials token = Credentials.authToken(ACCOUNT, AUTH_TOKEN);
      URI server = URI.create(args[i + 1]);
      if (args[i].equals("proxy")) {
        client = client.baseUrl(URI.create("http://api.twilio.test"));
        client =
            client.proxy(URI.create("http://user:" + PROXY_PASSWORD + "@" + authority(server)));
      } else {
        client = client.baseUrl(server);
      }
      if (server.getHost().endsWith(".invalid")) {
        client = client.resolver(host -> Mono.empty());
      }
      run(args[i] + " by auth token", client.credentials(token));
      run(
          args[i] + " by API key",
          client.credentials(Credentials.apiKey(ACCOUNT, KEY, KEY_SECRET)));
      for (String secret : List.of(CLIENT_SECRET, WRONG_SECRET)) {
        run(args[i] + " by OAuth", client.credentials(Credentials.oauth(ACCOUNT, CLIENT, secret)));
      }
    }
    System.out.println("THE END");
    System.exit(0); // event loops would end a little later by themselves
  }

  private static String authority(URI server) {
    return server.getHost() + ":" + server.getPort();
  }

  private static void run(String title, CallsClientBuilder client) {
    try (CallsClient calls = client.build()) {
      CallFilter both = CallFilter.all().to(Fixtures.TO).from(Fixtures.FROM);
      show(title + ": create", calls.create(CREATE));
      show(title + ": list", calls.list(both).take(60));
      if (title.startsWith("silence")) {
        return; // each has to be waited for
      }
      show(title + ": pages", calls.pages(both.pageSize(2)).take(2));
      PageToken first = PageToken.first(CallFilter.all().to("sip:anna@example.com").pageSize(2));
      show(title + ": collected pages", calls.pages(first, Collectors.counting()).take(2));
      show(title + ": fetch", calls.fetch(CALL));
      show(title + ": update", calls.update(CALL, UpdateCall.twiml("<Say>Wachtmeister</Say>")));
      show(title + ": events", calls.events(CALL));
      show(title + ": delete", calls.delete(CALL));
    }
  }

  private static void show(String title, Publisher<?> operation) {
    System.out.println("ASKED: " + title);
    try {
      Flux.from(operation).then().block(Fixtures.LONG);
      System.out.println("ANSWERED: " + title);
    } catch (RuntimeException failure) {
      System.out.println("FAILED: " + title);
      failure.printStackTrace(System.out);
    }
  }
}
