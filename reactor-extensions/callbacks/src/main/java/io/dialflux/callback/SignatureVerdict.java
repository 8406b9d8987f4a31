package io.dialflux.callback;

/** Whether a request is signed, and if not, why it is refused. */
enum SignatureVerdict {
  VALID("is signed"),
  UNSIGNED("has no signature"),
  OTHER_SIGNATURE("has a signature by none of the secrets that are known here, or of another URL"),
  UNCOVERED_BODY("has a body that its signature does not cover"),
  OTHER_BODY("has another body than its bodySHA256 says"),
  UNREADABLE_SETTINGS(
      "has a signature settings header that is not a key and an algorithm, each of them once"),
  UNKNOWN_ALGORITHM("is signed by an algorithm that is not known here"),
  UNKNOWN_KEY("is signed with a shared key that is not known here");

  private final String reason;

  SignatureVerdict(String reason) {
    this.reason = reason;
  }

  /** Says what is wrong without quoting the request, which anybody may have sent. */
  String reason() {
    return reason;
  }
}
