package io.dialflux.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One page of an account's calls, newest first. A page is anchored at a call, not at an offset, so
 * calls that arrive meanwhile move nothing: {@code PA} and a SID means the calls older than that
 * one, {@code PB} the calls newer than it.
 */
record CallPage(List<Entry> entries, boolean older, PageRequest request) {

  record Entry(PlacedCall call, CallState state) {}

  static CallPage read(AccountCalls calls, PageRequest request, long now) {
    calls.drain(now);
    List<Entry> found = new ArrayList<>(Math.min(request.pageSize(), 64));
    long step = request.backwards() ? 1 : -1;
    long sequence = request.first(calls);
    int wanted = request.pageSize() + (request.backwards() ? 0 : 1);
    for (; sequence >= 0 && sequence < calls.size() && found.size() < wanted; sequence += step) {
      PlacedCall call = calls.at(sequence);
      if (call != null) {
        CallState state = calls.state(call, now);
        if (request.filter().matches(call.order, state)) {
          found.add(new Entry(call, state));
        }
      }
    }
    if (request.backwards()) {
      Collections.reverse(found);
      return new CallPage(found, true, request);
    }
    boolean older = found.size() > request.pageSize();
    return new CallPage(older ? found.subList(0, request.pageSize()) : found, older, request);
  }
}
