package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallPageReader;
import io.dialflux.error.CallsException;
import io.dialflux.error.UnreadableResponseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one page go while it is still being read. It belongs to the page's operation
 * and rides on its request; the tries of that request may overlap, because a user's filter may send
 * it more than once.
 */
interface PageTaker {
  /** A try begins; it has not been answered yet. */
  Try begin();

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

    /** The try has failed or was cancelled, and brings nothing more. */
    default void givenUp() {}
  }
}
