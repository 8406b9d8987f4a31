package io.dialflux.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP client that knows nothing of the simulator but its address. */
final class Http {
  static final String ACCOUNT = Simulator.DEFAULT_ACCOUNT_SID;
  static final String CALLS = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls";
  static final String TO = "+15558675310";
  static final String FROM = "+15017122661";
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Simulator twilio;
  private final String authorization;

  private Http(Simulator twilio, String authorization) {
    this.twilio = twilio;
    this.authorization = authorization;
  }

  static Http to(Simulator twilio) {
    return basic(twilio, ACCOUNT, Simulator.DEFAULT_AUTH_TOKEN);
  }

  static Http basic(Simulator twilio, String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Http(twilio, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  static Http authorized(Simulator twilio, String authorization) {
    return new Http(twilio, authorization);
  }

  record Response(int status, String body, HttpHeaders headers) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String field) {
      return json().path(field).asString();
    }

    int code() {
      return json().path("code").asInt();
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** A create with To, From and Url, and what is given besides or instead. */
  Response create(String... more) throws IOException {
    String[] form = new String[6 + more.length];
    String[] usual = {"To", TO, "From", FROM, "Url", "https://example.com/twiml"};
    System.arraycopy(usual, 0, form, 0, 6);
    System.arraycopy(more, 0, form, 6, more.length);
    return post(CALLS + ".json", form);
  }

  String createdSid(String... more) throws IOException {
    return create(more).text("sid");
  }

  Response fetch(String sid) throws IOException {
    return get(CALLS + "/" + sid + ".json");
  }

  Response update(String sid, String... form) throws IOException {
    return post(CALLS + "/" + sid + ".json", form);
  }

  Response delete(String sid) throws IOException {
    return send(request(CALLS + "/" + sid + ".json").DELETE());
  }

  Response list(String... query) throws IOException {
    return get(CALLS + ".json" + (query.length == 0 ? "" : "?" + form(query)));
  }

  Response get(String path) throws IOException {
    return send(request(path).GET());
  }

  Response post(String path, String... form) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form))));
  }

  Response send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Response(answer.statusCode(), answer.body(), answer.headers());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    URI uri = URI.create(twilio.baseUrl() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  static String form(String... pairs) {
    StringJoiner form = new StringJoiner("&");
    for (int i = 0; i < pairs.length; i += 2) {
      form.add(encode(pairs[i]) + "=" + encode(pairs[i + 1]));
    }
    return form.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
