package io.dialflux.http;

/** The operations of the Calls API. */
public enum Operation {
  /** Places a phone call: {@code POST …/Calls.json}. */
  CREATE,
  /** Reads one call: {@code GET …/Calls/CA….json}. */
  FETCH,
  /** Changes a call under way: {@code POST …/Calls/CA….json}. */
  UPDATE,
  /** Deletes a call's record: {@code DELETE …/Calls/CA….json}. */
  DELETE,
  /** Reads one page of calls: {@code GET …/Calls.json}. */
  LIST,
  /** Reads what Twilio keeps of the requests around a call: {@code GET …/Calls/CA…/Events.json}. */
  EVENTS;

  /** {@return the name as messages and metrics use it: {@code create}, {@code fetch} and so on} */
  @Override
  public String toString() {
    return switch (this) {
      case CREATE -> "create";
      case FETCH -> "fetch";
      case UPDATE -> "update";
      case DELETE -> "delete";
      case LIST -> "list";
      case EVENTS -> "events";
    };
  }
}
