package io.dialflux.benchmark.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Answers that are due some time later, on one event loop. All wait equally long, so the first in
 * is the first out and a queue does for a timer wheel.
 */
final class Delay implements Runnable {
  /** Answers that are due within so short a time of each other go out together. */
  private static final long TICK = TimeUnit.MICROSECONDS.toNanos(100);

  private final EventLoop loop;
  private final long nanos;
  private final Queue<Due> waiting = new ArrayDeque<>();

  Delay(EventLoop loop, long millis) {
    this.loop = loop;
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** On the event loop. */
  void add(Channel channel, ByteBuf answer) {
    waiting.add(new Due(System.nanoTime() + nanos, channel, answer));
    if (waiting.size() == 1) {
      loop.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    for (Due due = waiting.peek(); due != null; due = waiting.peek()) {
      long wait = due.at - now;
      if (wait > 0) {
        loop.schedule(this, Math.max(wait, TICK), TimeUnit.NANOSECONDS);
        return;
      }
      due.channel.writeAndFlush(due.answer, due.channel.voidPromise());
      waiting.remove();
    }
  }

  private record Due(long at, Channel channel, ByteBuf answer) {}
}
