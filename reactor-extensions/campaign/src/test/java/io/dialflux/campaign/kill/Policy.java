package io.dialflux.campaign.kill;

import io.dialflux.campaign.OnUnresolved;
import java.time.Duration;

/** What becomes of those whose call is not found, and how late the simulator may be with it. */
enum Policy {
  /** Nobody is called again by itself, so a create may take effect later than is looked for it. */
  HOLD(OnUnresolved.holdAfter(Duration.ofSeconds(3)), Duration.ofSeconds(5)),
  /** The simulator's delays together, {@link TwilioMain#LIST_LAG} too, are below the grace. */
  REDIAL_AFTER(OnUnresolved.redialAfter(Duration.ofSeconds(10)), Duration.ofMillis(1_500));

  final OnUnresolved onUnresolved;
  final Duration latePlacing;

  Policy(OnUnresolved onUnresolved, Duration latePlacing) {
    this.onUnresolved = onUnresolved;
    this.latePlacing = latePlacing;
  }
}
