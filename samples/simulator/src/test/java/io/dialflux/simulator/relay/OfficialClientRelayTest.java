package io.dialflux.simulator.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;
import io.dialflux.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;

/**
 * Twilio's own client works through the relay too, but for gzip: it streams it through {@code
 * GZIPInputStream}, which takes a pause between two members for the end (JDK-7036144).
 */
class OfficialClientRelayTest {
  private static final PhoneNumber FROM = new PhoneNumber("+15552223333");
  private static final Twiml HELLO = new Twiml("<Response><Say>Hello</Say></Response>");

  @Test
  void createsReadsAndLists() {
    try (Simulator twilio =
            Simulator.builder().clockSpeed(0).history(300, Duration.ofDays(30)).start();
        HostileRelay relay =
            HostileRelay.to(twilio.baseUrl())
                .without(
                    RelayBehaviour.CLOSE_AT_REUSE, RelayBehaviour.CLOSE_IDLE, RelayBehaviour.GZIP)
                .start()) {
      String seed = "seed " + relay.seed();
      System.out.println(seed);
      TwilioRestClient client = client(relay.baseUrl().getPort());
      List<String> placed = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String to = "+1212555" + (1_000 + i);
        Call call = Call.creator(new PhoneNumber(to), FROM, HELLO).create(client);
        assertThat(Call.fetcher(call.getSid()).fetch(client).getTo()).as(seed).isEqualTo(to);
        assertThat(twilio.oracle().rings(to)).as(seed).isEqualTo(1);
        placed.add(0, call.getSid());
      }
      List<String> listed = new ArrayList<>();
      Call.reader().pageSize(40).read(client).forEach(call -> listed.add(call.getSid()));
      assertThat(listed).as(seed).startsWith(placed.toArray(String[]::new)).hasSize(320);
      assertThat(listed).as(seed).doesNotHaveDuplicates();
    }
  }

  private static TwilioRestClient client(int port) {
    HttpHost here = new HttpHost("http", "127.0.0.1", port);
    HttpClientBuilder http =
        HttpClientBuilder.create().setRoutePlanner((target, context) -> new HttpRoute(here));
    return new TwilioRestClient.Builder(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN)
        .accountSid(Simulator.DEFAULT_ACCOUNT_SID)
        .httpClient(new NetworkHttpClient(http))
        .build();
  }
}
