package io.dialflux.simulator;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Chooses each status callback's fault: what the script says first, and by rate otherwise. */
final class WebhookScript {
  private final long seed;
  private final AtomicLong callbacks = new AtomicLong();
  private final Queue<WebhookFault> next = new ConcurrentLinkedQueue<>();
  private volatile Webhooks webhooks;

  WebhookScript(long seed, Webhooks webhooks) {
    this.seed = seed;
    this.webhooks = webhooks;
  }

  Webhooks webhooks() {
    return webhooks;
  }

  void webhooks(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  void next(List<WebhookFault> faults) {
    next.addAll(faults);
  }

  WebhookFault next() {
    WebhookFault scripted = next.poll();
    return scripted != null
        ? scripted
        : webhooks.at(Hash.unit(Hash.of(seed, callbacks.getAndIncrement())));
  }
}
