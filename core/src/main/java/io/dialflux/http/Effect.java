package io.dialflux.http;

/** What sending a request does, which decides whether it may be sent again. */
public enum Effect {
  /** Changes nothing: fetch and list. */
  READ,
  /** Twice is as once: delete, and an update that ends or limits a call. */
  IDEMPOTENT,
  /** Twice is two phone calls, or two redirects: create, and an update with Url or Twiml. */
  ONCE
}
