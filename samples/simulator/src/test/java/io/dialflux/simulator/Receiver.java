package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An application that Twilio sends webhooks to. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Webhook> received = new ArrayList<>();
  private final Queue<Integer> nextStatuses = new ConcurrentLinkedQueue<>();
  private volatile String twiml = "<Response><Say>Hello</Say></Response>";

  record Webhook(String method, String uri, Parameters parameters, String signature, String token) {
    String get(String name) {
      String value = parameters.last(name);
      return value == null ? "" : value;
    }

    boolean isFor(String path) {
      return uri.startsWith(path);
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void twiml(String document) {
    twiml = document;
  }

  void nextStatus(int status) {
    nextStatuses.add(status);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = exchange.getRequestURI().getRawQuery();
    boolean get = exchange.getRequestMethod().equals("GET");
    Integer status = nextStatuses.poll();
    byte[] answer = twiml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    synchronized (received) {
      received.add(
          new Webhook(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Parameters.parse(get ? (query == null ? "" : query) : body),
              exchange.getRequestHeaders().getFirst("X-Twilio-Signature"),
              exchange.getRequestHeaders().getFirst("I-Twilio-Idempotency-Token")));
      received.notifyAll();
    }
    exchange.sendResponseHeaders(status == null ? 200 : status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** Waits until so many came for a path, and gives all that came for it. */
  List<Webhook> await(String path, int count) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    synchronized (received) {
      while (of(path).size() < count && System.nanoTime() < end) {
        received.wait(100);
      }
      assertThat(of(path)).as("webhooks for %s", path).hasSizeGreaterThanOrEqualTo(count);
      return of(path);
    }
  }

  List<Webhook> of(String path) {
    synchronized (received) {
      return received.stream().filter(webhook -> webhook.isFor(path)).toList();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
