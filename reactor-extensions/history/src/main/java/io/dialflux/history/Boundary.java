package io.dialflux.history;

import io.dialflux.call.Call;
import java.time.Instant;
import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last call of a listing that is behind the reader: where to go on when the listing has to be
 * read again. Should that call be gone by then, its second shows the place, because Twilio lists
 * the newest call first, or nearly so.
 *
 * @param second of its creation, since the epoch
 * @param sids of the calls of that second that are behind the reader, itself the last
 */
record Boundary(long second, List<String> sids) {
  /** How far a list may be out of order. */
  private static final long DISORDER_SECONDS = 86_400;

  /**
   * The place behind the first {@code count} calls of a listing, at least one.
   *
   * @param before the place that the listing goes on from
   */
  static Boundary behind(@Nullable Boundary before, List<Call> listed, int count) {
    long second = second(listed.get(count - 1));
    LinkedList<String> sids = new LinkedList<>();
    int i = count - 1;
    for (; i >= 0 && second(listed.get(i)) == second; i--) {
      sids.addFirst(listed.get(i).sid());
    }
    if (i < 0 && before != null && before.second == second) {
      sids.addAll(0, before.sids);
    }
    return new Boundary(second, List.copyOf(sids));
  }

  private static long second(Call call) {
    Instant created = call.dateCreated();
    return created == null ? 0 : created.getEpochSecond();
  }

  /** The calls of a page behind the boundary's call; null if that is not on it. */
  @Nullable List<Call> behindCall(List<Call> page) {
    String sid = sids.get(sids.size() - 1);
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i).sid().equals(sid)) {
        return page.subList(i + 1, page.size());
      }
    }
    return null;
  }

  /** The calls of a page behind the boundary's second; null if that is on a page further on. */
  @Nullable List<Call> behindSecond(List<Call> page, boolean last) {
    // by the page's last call, because one anywhere may be out of order
    boolean older = !page.isEmpty() && second(page.get(page.size() - 1)) < second;
    boolean reached = last || older;
    return reached
        ? page.stream()
            .filter(call -> second(call) <= second && !sids.contains(call.sid()))
            .toList()
        : null;
  }

  /** Whether a page is so far behind that the boundary's call cannot come any more. */
  boolean isFarBefore(List<Call> page) {
    return !page.isEmpty()
        && page.stream().allMatch(call -> second(call) < second - DISORDER_SECONDS);
  }
}
