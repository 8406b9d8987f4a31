package io.dialflux.history.kill;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A simulated Twilio until its standard input ends, which forgets page tokens about as soon as a
 * killed export is back. Prints where it listens, and its time.
 */
final class TwilioMain {
  static final int DAYS = 20;

  private TwilioMain() {}

  /** How many calls, and the seed. */
  public static void main(String[] args) throws IOException {
    try (Simulator twilio =
        Simulator.builder()
            .history(Long.parseLong(args[0]), Duration.ofDays(DAYS))
            .clockSpeed(60)
            .pageTokenLifetime(Duration.ofSeconds(90))
            .emptyPages(0.05)
            .faults(
                Faults.none()
                    .onOthers(Fault.UNAVAILABLE_BEFORE_PLACING, 0.005)
                    .onOthers(Fault.RESET_AFTER_PLACING, 0.005)
                    .onOthers(Fault.CUT_BODY_AFTER_PLACING, 0.005)
                    .tooManyRequests(0.005))
            .seed(Long.parseLong(args[1]))
            .start()) {
      System.out.println(twilio.baseUrl());
      System.out.println(twilio.now());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
