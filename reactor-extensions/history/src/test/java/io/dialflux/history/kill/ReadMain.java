package io.dialflux.history.kill;

import io.dialflux.CallsClient;
import io.dialflux.history.CallHistory;
import java.net.URI;
import java.time.Instant;

/** Reads a history, and prints how many calls it has. */
final class ReadMain {
  private ReadMain() {}

  /** Twilio, and the range. */
  public static void main(String[] args) {
    try (CallsClient calls = ExportMain.client(URI.create(args[0]))) {
      System.out.println(
          CallHistory.of(calls)
              .between(Instant.parse(args[1]), Instant.parse(args[2]))
              .pageSize(500)
              .concurrency(4)
              .calls()
              .count()
              .block());
    }
  }
}
