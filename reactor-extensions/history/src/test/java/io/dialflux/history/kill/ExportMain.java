package io.dialflux.history.kill;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.history.CallExport;
import io.dialflux.history.CallHistory;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** An export as people run one: the same command begins it and goes on with it. */
final class ExportMain {
  private ExportMain() {}

  /** The file, Twilio, and the range. Prints {@code begun} with the first page. */
  public static void main(String[] args) {
    endWithStandardInput();
    Path file = Path.of(args[0]);
    try (CallsClient calls = client(URI.create(args[1]))) {
      CallHistory history =
          CallHistory.of(calls)
              .between(Instant.parse(args[2]), Instant.parse(args[3]))
              .pageSize(25)
              .concurrency(4);
      export(file)
          .write(history)
          .index()
          .doOnNext(
              progress -> {
                if (progress.getT1() == 0) {
                  System.out.println("begun");
                }
              })
          .blockLast();
    }
  }

  private static CallExport export(Path file) {
    Duration often = Duration.ofMillis(20);
    return file.toString().endsWith(".csv.gz")
        ? CallExport.csv(file).gzip().resume().checkpointEvery(often)
        : CallExport.jsonLines(file).resume().checkpointEvery(often);
  }

  static CallsClient client(URI twilio) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(twilio)
        .build();
  }

  /** No export outlives the test. */
  private static void endWithStandardInput() {
    Thread thread =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException gone) {
                // the same as its end
              }
              Runtime.getRuntime().halt(3);
            });
    thread.setDaemon(true);
    thread.start();
  }
}
