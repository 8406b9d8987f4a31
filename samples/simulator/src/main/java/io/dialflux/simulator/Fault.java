package io.dialflux.simulator;

/**
 * What can go wrong with a request. <em>Before placing</em> the request has no effect: no phone
 * rings. <em>After placing</em> it has its full effect, and the client is not told so: a create was
 * accepted and the phone rings. A request that Twilio would refuse anyway is refused as usual.
 */
public enum Fault {
  /** No fault: lets a request of a script pass. */
  NONE(Answer.INTENDED, true),
  /** 400 with code 21216: a definite no, as for a number that Twilio does not call. */
  REFUSED(Answer.REFUSED, false),
  /** 403 with a proxy's HTML page, before Twilio saw the request. */
  FORBIDDEN_BY_PROXY_BEFORE_PLACING(Answer.FORBIDDEN_BY_PROXY, false),
  /** 403 with a proxy's HTML page in place of Twilio's answer. */
  FORBIDDEN_BY_PROXY_AFTER_PLACING(Answer.FORBIDDEN_BY_PROXY, true),
  /** 429 with code 20429 and no {@code Retry-After}. */
  TOO_MANY_REQUESTS(Answer.TOO_MANY_REQUESTS, false),
  /** 429 with code 20429 and {@code Retry-After: 1}. */
  TOO_MANY_REQUESTS_RETRY_AFTER(Answer.TOO_MANY_REQUESTS_RETRY_AFTER, false),
  /** 500 with code 20500. */
  SERVER_ERROR_BEFORE_PLACING(Answer.SERVER_ERROR, false),
  /** 500 with code 20500. */
  SERVER_ERROR_AFTER_PLACING(Answer.SERVER_ERROR, true),
  /** 503 with code 20503. */
  UNAVAILABLE_BEFORE_PLACING(Answer.UNAVAILABLE, false),
  /** 503 with code 20503. */
  UNAVAILABLE_AFTER_PLACING(Answer.UNAVAILABLE, true),
  /** 502 with a proxy's HTML page. */
  BAD_GATEWAY_BEFORE_PLACING(Answer.BAD_GATEWAY, false),
  /** 502 with a proxy's HTML page. */
  BAD_GATEWAY_AFTER_PLACING(Answer.BAD_GATEWAY, true),
  /** The connection is reset (TCP RST) without an answer. */
  RESET_BEFORE_PLACING(Answer.RESET, false),
  /** The connection is reset (TCP RST) without an answer. */
  RESET_AFTER_PLACING(Answer.RESET, true),
  /** The connection is closed (TCP FIN) without an answer. */
  CLOSE_BEFORE_PLACING(Answer.CLOSE, false),
  /** The connection is closed (TCP FIN) without an answer. */
  CLOSE_AFTER_PLACING(Answer.CLOSE, true),
  /** The connection stays open and no answer ever comes. */
  SILENCE_BEFORE_PLACING(Answer.SILENCE, false),
  /** The connection stays open and no answer ever comes. */
  SILENCE_AFTER_PLACING(Answer.SILENCE, true),
  /** The right answer, after {@link SimulatorBuilder#slowAnswer}. */
  SLOW_ANSWER_AFTER_PLACING(Answer.SLOW, true),
  /**
   * The right answer, after {@link SimulatorBuilder#lateAnswer}, which is meant to be longer than
   * the client waits.
   */
  LATE_ANSWER_AFTER_PLACING(Answer.LATE, true),
  /**
   * Nothing happens for {@link SimulatorBuilder#lateAnswer}; then the request takes effect, also
   * when the client is long gone, and is answered. Until then a list does not show its call.
   */
  LATE_PLACING(Answer.INTENDED, true),
  /**
   * The right answer, whose body comes in small pieces over {@link SimulatorBuilder#slowAnswer}.
   */
  TRICKLED_BODY_AFTER_PLACING(Answer.TRICKLED_BODY, true),
  /** The right status and headers, half of the body, then the connection is closed. */
  CUT_BODY_AFTER_PLACING(Answer.CUT_BODY, true),
  /** The right status and no body. */
  EMPTY_BODY_AFTER_PLACING(Answer.EMPTY_BODY, true),
  /** The right status and headers with a body that is not JSON. */
  UNREADABLE_BODY_AFTER_PLACING(Answer.UNREADABLE_BODY, true);

  enum Answer {
    INTENDED,
    REFUSED,
    FORBIDDEN_BY_PROXY,
    TOO_MANY_REQUESTS,
    TOO_MANY_REQUESTS_RETRY_AFTER,
    SERVER_ERROR,
    UNAVAILABLE,
    BAD_GATEWAY,
    RESET,
    CLOSE,
    SILENCE,
    SLOW,
    LATE,
    TRICKLED_BODY,
    CUT_BODY,
    EMPTY_BODY,
    UNREADABLE_BODY
  }

  final Answer answer;
  private final boolean takesEffect;

  Fault(Answer answer, boolean takesEffect) {
    this.answer = answer;
    this.takesEffect = takesEffect;
  }

  /** {@return whether the request has its effect, so that a created call rings} */
  public boolean takesEffect() {
    return takesEffect;
  }
}
