package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A simulator is closed while webhooks are under way and their answers come in. */
class ClosingTest {
  private static final int ROUNDS = 60;
  private static final byte[] PART = new byte[3_000];

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer application;
  private final String url;

  ClosingTest() throws IOException {
    application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.setExecutor(threads);
    application.createContext("/", ClosingTest::answerInParts);
    application.start();
    url = "http://127.0.0.1:" + application.getAddress().getPort() + "/";
  }

  @AfterEach
  void close() {
    application.stop(0);
    threads.shutdownNow();
  }

  private static void answerInParts(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    pause(12);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 4; i++) {
        out.write(PART);
        out.flush();
        pause(4);
      }
    }
  }

  private static void pause(int mostMillis) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(mostMillis));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** The build fails where Netty finds a buffer that nobody released. */
  @Test
  void leavesNoBufferBehind() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      try (Simulator twilio = standing()) {
        Http http = Http.to(twilio);
        for (int i = 0; i < 12; i++) {
          http.create("StatusCallback", url, "Url", url);
        }
        twilio.advance(Duration.ofMinutes(10));
        pause(25);
      }
      if (round % 10 == 9) {
        System.gc(); // so that it is found now
      }
    }
  }

  private static Simulator standing() {
    return Simulator.builder()
        .clockSpeed(0)
        .callsPerSecond(10_000)
        .outcomes(Outcomes.allCompleted())
        .start();
  }

  @Test
  void mayBeDoneTwiceAndWaitsForNoAnswer() throws IOException {
    Simulator twilio = standing();
    Http.to(twilio).create("StatusCallback", url, "Url", url);
    twilio.advance(Duration.ofMinutes(10));
    long start = System.nanoTime();
    twilio.close();
    twilio.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
