package io.dialflux.http;

/** The five operations of the Calls API. */
public enum Operation {
  CREATE,
  FETCH,
  UPDATE,
  DELETE,
  LIST;

  /** The name as messages and metrics use it: {@code create}, {@code fetch} and so on. */
  @Override
  public String toString() {
    return switch (this) {
      case CREATE -> "create";
      case FETCH -> "fetch";
      case UPDATE -> "update";
      case DELETE -> "delete";
      case LIST -> "list";
    };
  }
}
