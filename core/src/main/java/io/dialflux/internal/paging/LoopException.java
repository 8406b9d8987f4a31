package io.dialflux.internal.paging;

import java.io.Serial;

/** A page's link leads back to a page that was read before. */
public final class LoopException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  LoopException() {
    super("the link to the next page repeats");
  }
}
