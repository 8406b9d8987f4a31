package io.dialflux.simulator;

/**
 * What Twilio's test credentials may do: create calls that nobody dials, from one magic number. The
 * magic numbers to call are refused for every account, see {@link CreateRules}.
 */
final class TestCredentials {
  private static final String CALLER = "+15005550006";

  private TestCredentials() {}

  static void check(boolean create) {
    if (!create) {
      throw new ApiError(403, 20008, "Resource not accessible with Test Account Credentials");
    }
  }

  /** Asks after {@link CreateRules#check}. */
  static void check(Parameters create) {
    String from = create.required("From");
    if (!from.equals(CALLER)) {
      throw ApiError.badRequest(
          21210, "The source phone number provided, " + from + ", is not yet verified.");
    }
  }
}
