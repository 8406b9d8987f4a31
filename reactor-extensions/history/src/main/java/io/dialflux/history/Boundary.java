package io.dialflux.history;

import io.dialflux.call.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last call of a listing that is behind the reader: where to go on when the listing has to be
 * read again. Should that call be gone by then, its second shows the place, because Twilio lists
 * the newest call first.
 *
 * @param second of its creation, since the epoch
 * @param sids of the calls of that second that are behind the reader, itself the last
 */
record Boundary(long second, List<String> sids) {

  /** The place behind the first {@code count} calls of a listing, at least one. */
  static Boundary behind(List<Call> listed, int count) {
    long second = second(listed.get(count - 1));
    List<String> sids = new ArrayList<>(1);
    for (int i = count - 1; i >= 0 && second(listed.get(i)) == second; i--) {
      sids.add(listed.get(i).sid());
    }
    Collections.reverse(sids);
    return new Boundary(second, List.copyOf(sids));
  }

  private static long second(Call call) {
    Instant created = call.dateCreated();
    return created == null ? 0 : created.getEpochSecond();
  }

  /**
   * The calls of a page that are not behind this place.
   *
   * @return null if the place is on a page further on
   */
  @Nullable List<Call> rest(List<Call> page, boolean last) {
    String sid = sids.get(sids.size() - 1);
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i).sid().equals(sid)) {
        return page.subList(i + 1, page.size());
      }
    }
    boolean gone = last || page.stream().anyMatch(call -> second(call) < second);
    return gone
        ? page.stream()
            .filter(call -> second(call) <= second && !sids.contains(call.sid()))
            .toList()
        : null;
  }
}
