package io.dialflux.simulator.relay;

import java.util.concurrent.atomic.LongAdder;

/** What a relay has counted. */
final class Traffic {
  final LongAdder connections = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder requestsAfterClose = new LongAdder();
}
