package io.dialflux.callback;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why requests are answered 403: for each reason the first one, and then whenever their number
 * has doubled, because anybody may send any number of them. Thread-safe.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private final Map<SignatureVerdict, AtomicLong> counts = new EnumMap<>(SignatureVerdict.class);

  Refusals() {
    for (SignatureVerdict verdict : SignatureVerdict.values()) {
      counts.put(verdict, new AtomicLong());
    }
  }

  void add(SignatureVerdict verdict) {
    long count = counts.get(verdict).incrementAndGet();
    if (Long.bitCount(count) == 1) {
      LOG.warn("a request was answered 403, the {}. of its kind: it {}", count, verdict.reason());
    }
  }
}
