package io.dialflux.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an account's calls, newest first. A page is anchored at a call, not at an offset, so
 * calls that arrive meanwhile move nothing.
 *
 * @param next the link to the older calls, if there are any
 * @param previous the link to the newer calls, unless this is the first page
 */
record CallPage(
    PageRequest request, List<Entry> entries, @Nullable String next, @Nullable String previous) {

  record Entry(PlacedCall call, CallState state) {}

  static CallPage read(AccountCalls calls, PageRequest request, ListBehaviour behaviour, long now) {
    calls.drain(now);
    PageToken token = request.token();
    if (token != null) {
      behaviour.check(token, now);
      if (token.older() && behaviour.comesEmpty(request)) {
        String next = request.next(behaviour.issue(true, token.sid(), now));
        return new CallPage(request, List.of(), next, null);
      }
    }
    return request.backwards()
        ? newer(calls, request, behaviour, now)
        : older(calls, request, behaviour, now);
  }

  private static CallPage older(
      AccountCalls calls, PageRequest request, ListBehaviour behaviour, long now) {
    Candidates candidates = calls.candidates(request.filter());
    long end = calls.firstCreatedAtOrAfter(now - behaviour.lagMillis() + 1);
    long first = request.token() == null ? end : Math.min(end, anchor(calls, request.token()));
    List<Entry> found = new ArrayList<>(Math.min(request.pageSize() + 1, 64));
    for (long sequence = candidates.below(first);
        sequence >= 0 && found.size() <= request.pageSize();
        sequence = candidates.below(sequence)) {
      collect(calls, request.filter(), sequence, now, found);
    }
    boolean more = found.size() > request.pageSize();
    return of(
        request, more ? found.subList(0, request.pageSize()) : found, more, calls, behaviour, now);
  }

  private static CallPage newer(
      AccountCalls calls, PageRequest request, ListBehaviour behaviour, long now) {
    Candidates candidates = calls.candidates(request.filter());
    long end = calls.firstCreatedAtOrAfter(now - behaviour.lagMillis() + 1);
    List<Entry> found = new ArrayList<>(Math.min(request.pageSize(), 64));
    for (long sequence = candidates.above(anchor(calls, request.token()));
        sequence >= 0 && sequence < end && found.size() < request.pageSize();
        sequence = candidates.above(sequence)) {
      collect(calls, request.filter(), sequence, now, found);
    }
    Collections.reverse(found);
    return of(request, found, !found.isEmpty(), calls, behaviour, now);
  }

  private static void collect(
      AccountCalls calls, CallFilter filter, long sequence, long now, List<Entry> found) {
    PlacedCall call = calls.at(sequence);
    if (call != null && filter.matches(call.order)) {
      CallState state = calls.state(call, now);
      if (filter.matches(state)) {
        found.add(new Entry(call, state));
      }
    }
  }

  private static CallPage of(
      PageRequest request,
      List<Entry> found,
      boolean more,
      AccountCalls calls,
      ListBehaviour behaviour,
      long now) {
    if (found.isEmpty()) {
      return new CallPage(request, found, null, null);
    }
    PageToken older =
        behaviour.issue(true, calls.sid(found.get(found.size() - 1).call().sequence), now);
    PageToken newer = behaviour.issue(false, calls.sid(found.get(0).call().sequence), now);
    return new CallPage(
        request,
        found,
        more ? request.next(older) : null,
        request.page() > 0 ? request.previous(newer) : null);
  }

  private static long anchor(AccountCalls calls, @Nullable PageToken token) {
    long anchor = token == null ? -1 : calls.sequence(token.sid());
    if (anchor < 0) {
      throw PageToken.invalid();
    }
    return anchor;
  }
}
