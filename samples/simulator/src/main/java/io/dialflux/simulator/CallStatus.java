package io.dialflux.simulator;

import java.util.Arrays;
import java.util.Optional;

enum CallStatus {
  QUEUED("queued", true),
  RINGING("ringing", true),
  IN_PROGRESS("in-progress", true),
  COMPLETED("completed", false),
  BUSY("busy", false),
  FAILED("failed", false),
  NO_ANSWER("no-answer", false),
  CANCELED("canceled", false);

  final String wire;
  final boolean live;

  CallStatus(String wire, boolean live) {
    this.wire = wire;
    this.live = live;
  }

  static Optional<CallStatus> parse(String wire) {
    return Arrays.stream(values()).filter(status -> status.wire.equals(wire)).findFirst();
  }
}
