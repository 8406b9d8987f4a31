package io.dialflux.simulator;

/** What can become of a status callback on its way. */
public enum WebhookFault {
  /** Nothing: it is delivered, and in order. */
  NONE,
  /** It is never sent. */
  LOST,
  /** It is sent twice, with the same {@code I-Twilio-Idempotency-Token}. */
  DOUBLED,
  /** It is sent after {@link Webhooks#lateBy}, and its call's next ones do not wait for it. */
  LATE,
  /** It is sent after the next one of its call; the last one of a call is sent as usual. */
  OUT_OF_ORDER
}
