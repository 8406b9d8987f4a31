package io.dialflux.campaign.kill;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.WebhookFault;
import io.dialflux.simulator.Webhooks;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A simulated Twilio of many faults, until its standard input ends. Prints where it listens. */
final class TwilioMain {
  /** Of the simulated world's time for each second: calls end while a test waits. */
  static final int CLOCK_SPEED = 120;

  /** On the wall clock. */
  static final Duration LIST_LAG = Duration.ofSeconds(1);

  /** In these a killed dialler's calls are placed and not answered yet. */
  private static final Duration SLOW = Duration.ofMillis(300);

  private TwilioMain() {}

  private static Faults faults() {
    return Faults.none()
        .onCreates(Fault.SLOW_ANSWER_AFTER_PLACING, 0.2)
        .serverErrorAfterPlacing(0.03)
        .resetAfterPlacing(0.03)
        .onCreates(Fault.CUT_BODY_AFTER_PLACING, 0.01)
        .onCreates(Fault.SILENCE_AFTER_PLACING, 0.01)
        .onCreates(Fault.LATE_PLACING, 0.01)
        .onCreates(Fault.SERVER_ERROR_BEFORE_PLACING, 0.02)
        .onCreates(Fault.RESET_BEFORE_PLACING, 0.02)
        .onCreates(Fault.REFUSED, 0.01)
        .onCreates(Fault.TOO_MANY_REQUESTS, 0.01)
        .onOthers(Fault.UNAVAILABLE_BEFORE_PLACING, 0.03);
  }

  /** Nearly half of them fail, and those sent while no dialler lives are lost too. */
  private static Webhooks webhooks() {
    return Webhooks.local()
        .on(WebhookFault.LOST, 0.15)
        .on(WebhookFault.DOUBLED, 0.1)
        .on(WebhookFault.LATE, 0.1)
        .on(WebhookFault.OUT_OF_ORDER, 0.1)
        .lateBy(Duration.ofMinutes(2));
  }

  /** Policy and seed. */
  public static void main(String[] args) throws IOException {
    try (Simulator twilio =
        Simulator.builder()
            .callsPerSecond(1_000)
            .clockSpeed(CLOCK_SPEED)
            .faults(faults())
            .webhooks(webhooks())
            .slowAnswer(SLOW)
            .lateAnswer(Policy.valueOf(args[0]).latePlacing)
            .listLag(LIST_LAG.multipliedBy(CLOCK_SPEED))
            .eventsAfter(Duration.ofMinutes(1))
            .seed(Long.parseLong(args[1]))
            .start()) {
      System.out.println(twilio.baseUrl());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
