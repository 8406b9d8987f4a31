package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/** The parts of an HTTP request that the simulated API looks at; query and form still encoded. */
record ApiRequest(
    String method, String path, String query, @Nullable String authorization, String form) {
  private static final String ACCOUNTS = "/2010-04-01/Accounts/";
  private static final int SID_LENGTH = 34;

  static ApiRequest of(String method, String uri, @Nullable String authorization, String form) {
    int question = uri.indexOf('?');
    return question < 0
        ? new ApiRequest(method, uri, "", authorization, form)
        : new ApiRequest(
            method, uri.substring(0, question), uri.substring(question + 1), authorization, form);
  }

  /** The account in the path, or nothing. */
  String accountSid() {
    return path.startsWith(ACCOUNTS)
        ? path.substring(ACCOUNTS.length(), Math.min(path.length(), ACCOUNTS.length() + SID_LENGTH))
        : "";
  }

  /** False for the simulator's own paths, which never fail and are not counted. */
  boolean isTwilios() {
    return !path.equals("/simulator") && !path.startsWith("/simulator/");
  }

  boolean isCreate() {
    return method.equals("POST") && path.endsWith("/Calls.json");
  }
}
