package io.dialflux.simulator;

/**
 * Twilio's update: ends a call, or redirects one that is in progress. A {@code Status} that the
 * call cannot take any more changes nothing and is no error.
 */
final class CallUpdate {
  private static final int INVALID = 20422;

  private final Parameters parameters;

  private CallUpdate(Parameters parameters) {
    this.parameters = parameters;
  }

  static CallUpdate of(Parameters parameters) {
    CreateRules.checkUpdate(parameters);
    if (parameters.has("Url") && parameters.has("Twiml")) {
      throw ApiError.badRequest(INVALID, "Url and Twiml exclude each other");
    }
    if (parameters.has("StatusCallback") && !parameters.has("Url")) {
      throw ApiError.badRequest(INVALID, "StatusCallback can only be changed together with Url");
    }
    return new CallUpdate(parameters);
  }

  void apply(Account account, PlacedCall call, long now) {
    AccountCalls calls = account.calls();
    String status = parameters.last("Status");
    if (status != null) {
      end(calls, call, status, now);
    } else if (parameters.has("Url") || parameters.has("Twiml")) {
      redirect(account, call, now);
    }
    int limit = parameters.integer("TimeLimit", -1);
    if (limit >= 0) {
      calls.limit(call, limit, now);
    }
  }

  private static void end(AccountCalls calls, PlacedCall call, String status, long now) {
    if ("canceled".equals(status)) {
      calls.cancel(call, now);
    } else if ("completed".equals(status)) {
      calls.complete(call, now);
    } else {
      throw ApiError.badRequest(INVALID, "Status is neither canceled nor completed: " + status);
    }
  }

  private void redirect(Account account, PlacedCall call, long now) {
    account.calls().drain(now);
    CallState state = account.calls().state(call, now);
    if (state.status() != CallStatus.IN_PROGRESS) {
      throw ApiError.badRequest(21220, "Call is not in-progress. Cannot redirect.");
    }
    account.progress().redirect(call, parameters, state, now);
  }
}
