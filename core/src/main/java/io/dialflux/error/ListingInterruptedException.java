package io.dialflux.error;

import io.dialflux.call.PageToken;
import java.io.Serial;

/**
 * A listing that could not go on. Every call before the failed page was delivered; {@link
 * #resumeAt()} goes on with that page, in this process or another. The {@link #getCause() cause}
 * says what went wrong.
 */
public final class ListingInterruptedException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient PageToken resumeAt;

  public ListingInterruptedException(PageToken resumeAt, CallsException cause) {
    super(cause.outcome(), "list stopped at a page: " + cause.getMessage(), cause);
    this.resumeAt = resumeAt;
  }

  /** The page that failed. */
  public PageToken resumeAt() {
    return resumeAt;
  }
}
