package io.dialflux.error;

import io.dialflux.call.PageToken;
import java.io.Serial;

/**
 * A listing that could not go on. Every call before the place of failure was delivered, none after
 * it; {@link #resumeAt()} goes on there, in this process or another. The {@link #getCause() cause}
 * says what went wrong and has the same {@link #outcome()}.
 *
 * <p>A page names the request that it answers, perhaps only behind its calls. If that is another
 * request than this listing's, calls of it may have been delivered that do not belong here; then
 * {@code resumeAt} is the page's start, and the cause is an {@link UnreadableResponseException}.
 */
public final class ListingInterruptedException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient PageToken resumeAt;

  /**
   * A listing that broke off: for tests and mocks of a client, as the client itself makes them.
   *
   * @param resumeAt where to go on
   * @param cause why the page could not be read
   */
  public ListingInterruptedException(PageToken resumeAt, CallsException cause) {
    super(cause.outcome(), "list stopped at a page: " + cause.getMessage(), cause);
    this.resumeAt = resumeAt;
  }

  /**
   * {@return where the listing goes on, for {@link io.dialflux.CallsClient#list(PageToken)}: the
   * page that failed, or the rest of it where some of its calls were delivered; null only in an
   * exception that was serialized}
   */
  public PageToken resumeAt() {
    return resumeAt;
  }
}
