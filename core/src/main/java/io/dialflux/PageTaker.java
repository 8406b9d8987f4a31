package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallPageReader;
import io.dialflux.error.CallsException;
import io.dialflux.error.UnreadableResponseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one page go while it is still being read. It outlives the tries of the page's
 * request and travels in the Reactor context under this class.
 */
interface PageTaker {
  /** A try begins to read the page. A user's filter may have several under way at once. */
  Try begin();

  /** What an answer's body comes to, also where a filter had the page and it was not read here. */
  default @Nullable Object whole(@Nullable Object body) {
    return body instanceof CallPage page ? begin().end(page) : body;
  }

  /** One reading of the page. */
  interface Try {
    /** What reads the page. */
    default CallPageReader reader() {
      return new CallPageReader();
    }

    void calls(List<Call> calls);

    /**
     * The page turns out to be another one than was requested.
     *
     * @return the error to end this reading with; a page of which no call has been handed on is
     *     read again
     */
    default CallsException mismatch(UnreadableResponseException other) {
      return other;
    }

    /**
     * The page has ended.
     *
     * @param rest with the calls not yet taken
     * @return the answer's body
     */
    @Nullable Object end(CallPage rest);
  }
}
