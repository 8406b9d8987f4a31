package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/** A create that was found valid. */
record NewCall(CallOrder order, String form, @Nullable CallHooks hooks, CallScript script) {

  static NewCall of(Parameters create, String form, Webhooks webhooks) {
    CallHooks hooks = CallHooks.of(create, webhooks);
    return new NewCall(CallOrder.of(create), form, hooks, script(create, hooks));
  }

  /** A {@code Url} wins over {@code Twiml}; one that is not requested says nothing. */
  private static CallScript script(Parameters create, @Nullable CallHooks hooks) {
    if (create.has("Url") || create.has("ApplicationSid")) {
      return hooks == null || hooks.voice() == null ? CallScript.NONE : CallScript.AWAITED;
    }
    return CallScript.of(create.last("Twiml"), -1);
  }
}
