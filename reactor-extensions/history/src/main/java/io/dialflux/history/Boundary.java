package io.dialflux.history;

import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last call of a listing that is behind the reader: where to go on when the listing has to be
 * read again. Should that call be gone by then, its second shows the place, because Twilio lists
 * the newest call first, or nearly so.
 *
 * @param second of its creation, since the epoch; {@link ListedCall#UNKNOWN} if it has none
 * @param sids of the calls of that second that are behind the reader, itself the last and, where
 *     the second is not known, the only one
 */
record Boundary(long second, List<String> sids) {
  /** How far a list may be out of order. */
  private static final long DISORDER_SECONDS = 86_400;

  /**
   * What there is to hand out of a page.
   *
   * @param calls those that are known to be not behind the reader
   * @param found whether the place is on the page, so that all pages further on are to be handed
   *     out
   */
  record Rest(List<ListedCall> calls, boolean found) {}

  /**
   * The place behind the first {@code count} calls of a listing, at least one.
   *
   * @param before the place that the listing goes on from
   */
  static Boundary behind(@Nullable Boundary before, List<ListedCall> listed, int count) {
    ListedCall last = listed.get(count - 1);
    long second = last.second();
    if (second == ListedCall.UNKNOWN) { // which any number of calls may have
      return new Boundary(second, List.of(last.sid()));
    }
    LinkedList<String> sids = new LinkedList<>();
    int i = count - 1;
    for (; i >= 0 && listed.get(i).second() == second; i--) {
      sids.addFirst(listed.get(i).sid());
    }
    if (i < 0 && before != null && before.second == second) {
      sids.addAll(0, before.sids);
    }
    return new Boundary(second, List.copyOf(sids));
  }

  /** The calls of a page behind the boundary's call, if that is on it. */
  Rest behindCall(List<ListedCall> page) {
    String sid = sids.get(sids.size() - 1);
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i).sid().equals(sid)) {
        return new Rest(page.subList(i + 1, page.size()), true);
      }
    }
    return new Rest(List.of(), false);
  }

  /**
   * The calls of a page behind the boundary's second, and those of that second that are not behind
   * the reader, wherever they are: without the boundary's call they may have moved to the page
   * before. Where the second is not known, calls are rather repeated than lost.
   */
  Rest behindSecond(List<ListedCall> page, boolean last) {
    // by the page's last call, because one anywhere may be out of order
    boolean older = !page.isEmpty() && page.get(page.size() - 1).second() < second;
    boolean found = last || older || second == ListedCall.UNKNOWN;
    return new Rest(page.stream().filter(call -> isBehind(call, found)).toList(), found);
  }

  private boolean isBehind(ListedCall call, boolean found) {
    boolean behind =
        found ? second == ListedCall.UNKNOWN || call.second() <= second : call.second() == second;
    return behind && !sids.contains(call.sid());
  }

  /** Whether a page is so far behind that the boundary's call cannot come any more. */
  boolean isFarBefore(List<ListedCall> page) {
    return !page.isEmpty()
        && page.stream().allMatch(call -> call.second() < second - DISORDER_SECONDS);
  }
}
