package io.dialflux.campaign.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;

/** What rang, by the simulator's word: its JSON, as it comes over HTTP. */
final class Oracle {
  /** So many ids fit into the 4,096 bytes of a request's first line. */
  static final int MOST_ASKED = 80;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI twilio;

  Oracle(URI twilio) {
    this.twilio = twilio;
  }

  URI twilio() {
    return twilio;
  }

  /** Everything rung more than once is in it too. */
  String rings(List<String> attempts) throws IOException, InterruptedException {
    String query = attempts.stream().map(id -> "attempt=" + id).collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(twilio.resolve("/simulator/oracle?" + query)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
