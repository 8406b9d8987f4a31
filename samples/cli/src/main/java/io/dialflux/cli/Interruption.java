package io.dialflux.cli;

import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ctrl-C, and a service manager's wish that the process ends. Until it is closed, the process waits
 * with its end for what is under way; then it ends with 130 or 143, as shells know it, unless that
 * failed.
 */
final class Interruption implements AutoCloseable {
  private final Sinks.Empty<Void> asked = Sinks.empty();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::heed, "dialflux-interruption");
  private volatile boolean wasAsked;
  private volatile int exitCode;

  private Interruption() {}

  static Interruption heeded() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Completes when the process is asked to end. */
  Mono<Void> asked() {
    return asked.asMono();
  }

  boolean wasAsked() {
    return wasAsked;
  }

  private void heed() {
    wasAsked = true;
    asked.tryEmitEmpty();
    try {
      closed.await();
      if (exitCode != 0) {
        Runtime.getRuntime().halt(exitCode); // else it would be the signal's
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How the process is to end if it was asked to and something went wrong meanwhile.
   *
   * @param code instead of 130 and 143
   */
  void endWith(int code) {
    exitCode = code;
  }

  /** Nothing is under way any more. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the hook has begun, and ends now
    }
  }
}
