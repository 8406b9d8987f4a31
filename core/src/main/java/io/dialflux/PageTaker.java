package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import java.util.List;

/**
 * Where the calls of one page go while it is still being read. It outlives the tries of the page's
 * request and travels in the Reactor context under this class.
 */
interface PageTaker {
  /** A try begins to read the page. */
  void begin();

  void calls(List<Call> calls);

  /** The page has ended, with the calls not yet taken. */
  void end(CallPage rest);

  /** Takes a page that was not read here, because a filter had it. */
  default void whole(Object body) {
    if (body instanceof CallPage page) {
      begin();
      end(page);
    }
  }
}
