package io.dialflux.simulator.relay;

import io.dialflux.simulator.Simulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the simulator by one of two HTTP clients that know nothing of it, and unpacks gzip. */
final class PlainClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CALLS =
      "/2010-04-01/Accounts/" + Simulator.DEFAULT_ACCOUNT_SID + "/Calls";
  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString(
              (Simulator.DEFAULT_ACCOUNT_SID + ":" + Simulator.DEFAULT_AUTH_TOKEN)
                  .getBytes(StandardCharsets.UTF_8));

  /** An answer as bytes. */
  record Raw(int status, String coding, byte[] body) {}

  /** A way to send a request; a form of null is no body. */
  interface Sending extends AutoCloseable {
    Raw send(String method, URI uri, @Nullable String form) throws IOException;

    @Override
    void close() throws IOException;
  }

  private final URI base;
  private final Sending sending;

  private PlainClient(URI base, Sending sending) {
    this.base = base;
    this.sending = sending;
  }

  static PlainClient jdk(URI base) {
    return new PlainClient(base, new Jdk());
  }

  static PlainClient apache(URI base) {
    return new PlainClient(base, new Apache());
  }

  private static final class Jdk implements Sending {
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Raw send(String method, URI uri, @Nullable String form) throws IOException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(30))
              .header("Accept-Encoding", "gzip")
              .header("Authorization", "Basic " + BASIC);
      if (form == null) {
        request.method(method, BodyPublishers.noBody());
      } else {
        request
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, BodyPublishers.ofString(form));
      }
      try {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Raw(
            answer.statusCode(),
            answer.headers().firstValue("Content-Encoding").orElse(""),
            answer.body());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {}
  }

  private static final class Apache implements Sending {
    private final CloseableHttpClient http =
        HttpClients.custom().disableAutomaticRetries().disableContentCompression().build();

    @Override
    public Raw send(String method, URI uri, @Nullable String form) throws IOException {
      ClassicRequestBuilder request =
          ClassicRequestBuilder.create(method)
              .setUri(uri)
              .addHeader("Accept-Encoding", "gzip")
              .addHeader("Authorization", "Basic " + BASIC);
      if (form != null) {
        request.setEntity(form, ContentType.APPLICATION_FORM_URLENCODED);
      }
      return http.execute(
          request.build(),
          answer -> {
            Header coding = answer.getFirstHeader("Content-Encoding");
            byte[] body =
                answer.getEntity() == null
                    ? new byte[0]
                    : EntityUtils.toByteArray(answer.getEntity());
            return new Raw(answer.getCode(), coding == null ? "" : coding.getValue(), body);
          });
    }

    @Override
    public void close() throws IOException {
      http.close();
    }
  }

  record Reply(int status, JsonNode json) {
    String text(String name) {
      return json.path(name).asString();
    }
  }

  String basic() {
    return "Basic " + BASIC;
  }

  Reply create(String to) throws IOException {
    String form = "From=%2B15552223333&Url=https%3A%2F%2Fexample.com&To=" + encoded(to);
    return post(CALLS + ".json", form);
  }

  Reply fetch(String sid) throws IOException {
    return get(CALLS + "/" + sid + ".json");
  }

  Reply cancel(String sid) throws IOException {
    return post(CALLS + "/" + sid + ".json", "Status=canceled");
  }

  Reply delete(String sid) throws IOException {
    return send("DELETE", CALLS + "/" + sid + ".json", null);
  }

  Reply page(int size) throws IOException {
    return get(CALLS + ".json?PageSize=" + size);
  }

  /** All calls, by the links of the pages. */
  List<String> list(int pageSize) throws IOException {
    List<String> sids = new ArrayList<>();
    Reply page = page(pageSize);
    while (true) {
      page.json().path("calls").forEach(call -> sids.add(call.path("sid").asString()));
      if (page.json().path("next_page_uri").isNull()) {
        return sids;
      }
      page = get(page.text("next_page_uri"));
    }
  }

  Reply get(String path) throws IOException {
    return send("GET", path, null);
  }

  private Reply post(String path, String form) throws IOException {
    return send("POST", path, form);
  }

  private Reply send(String method, String path, @Nullable String form) throws IOException {
    Raw answer = sending.send(method, URI.create(base + path), form);
    byte[] body = answer.body();
    if (answer.coding().toLowerCase(Locale.ROOT).endsWith("gzip")) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    return new Reply(answer.status(), body.length == 0 ? JSON.nullNode() : JSON.readTree(body));
  }

  @Override
  public void close() throws IOException {
    sending.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
