package io.dialflux.callback;

/** A request that is not read to its end, with the status that it is answered. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status) {
    super("answered " + status, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
