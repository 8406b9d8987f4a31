package io.dialflux.simulator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Webhooks that are sent one after the other, each when the one before it was answered. */
final class WebhookLine {
  private final Queue<Mono<?>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  void send(Mono<?> webhook, WebhookSender sender) {
    waiting.add(webhook);
    if (count.getAndIncrement() == 0) {
      sender.send(
          Mono.defer(() -> waiting.remove().then())
              .repeat(() -> count.decrementAndGet() > 0)
              .then());
    }
  }
}
