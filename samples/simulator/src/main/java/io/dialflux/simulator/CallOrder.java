package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/** The part of a create's parameters that a call's life and its resource depend on. */
record CallOrder(
    String to,
    String from,
    int timeoutSeconds,
    int timeLimitSeconds,
    boolean machineDetection,
    @Nullable String attempt) {
  static final int DEFAULT_TIMEOUT = 60;
  static final int DEFAULT_TIME_LIMIT = 14_400;

  static CallOrder of(Parameters parameters) {
    return new CallOrder(
        parameters.required("To"),
        parameters.required("From"),
        parameters.integer("Timeout", DEFAULT_TIMEOUT),
        parameters.integer("TimeLimit", DEFAULT_TIME_LIMIT),
        parameters.last("MachineDetection") != null && parameters.last("SendDigits") == null,
        AttemptStamp.find(parameters));
  }

  static CallOrder of(String to, String from, boolean machineDetection) {
    return new CallOrder(to, from, DEFAULT_TIMEOUT, DEFAULT_TIME_LIMIT, machineDetection, null);
  }
}
