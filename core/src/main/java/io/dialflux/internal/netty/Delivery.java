package io.dialflux.internal.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How far a request got, as its connection's socket saw it. An operation's rides on its request, so
 * that a time-out can tell what may have happened.
 *
 * <p>Giving up and beginning to write exclude each other: cancelling reaches a connection on its
 * own thread some time later, and a request written meanwhile must not be called not sent.
 */
public final class Delivery {
  private static final int GIVEN_UP = -1;

  private final @Nullable Delivery operation;

  /** How many tries of an operation may have had an effect; of a try, whether itself may have. */
  private final AtomicInteger begun = new AtomicInteger();

  private volatile boolean written;

  /** The delivery of a whole operation, whatever number of tries it takes. */
  public Delivery() {
    this(null);
  }

  /** The delivery of one try, told to the operation's as well. */
  Delivery(@Nullable Delivery operation) {
    this.operation = operation;
  }

  /**
   * Gives an operation up.
   *
   * @return true if no try of it can have had an effect, or will have one
   */
  public boolean giveUp() {
    return begun.compareAndSet(0, GIVEN_UP);
  }

  /**
   * Before a try writes its first byte.
   *
   * @return false if the operation was given up, and nothing may be written any more
   */
  boolean begin() {
    boolean goOn =
        operation == null
            || operation.begun.getAndUpdate(n -> n == GIVEN_UP ? n : n + 1) != GIVEN_UP;
    begun.set(goOn ? 1 : 0);
    return goOn;
  }

  /** Whether the try has begun, and was not undone since. */
  boolean begun() {
    return begun.get() != 0;
  }

  /** The try is known to have had no effect. */
  void undone() {
    if (begun.getAndSet(0) == 1 && operation != null) {
      operation.begun.getAndUpdate(n -> n == GIVEN_UP ? n : n - 1);
    }
  }

  /** Whether a byte of the try was written. */
  boolean written() {
    return written;
  }

  /**
   * Stands next to the socket, behind TLS: a handshake is over when a request is bound to the
   * channel, so what passes here then are the request's bytes.
   */
  static final class Watch extends ChannelOutboundHandlerAdapter {
    private static final String NAME = "dialflux.delivery";

    private @Nullable Delivery followed; // seen by the channel's event loop alone

    static Watch watch(Channel channel) {
      Watch watch = new Watch();
      channel.pipeline().addFirst(NAME, watch);
      return watch;
    }

    /** From now on, what the channel writes belongs to this request. */
    void follow(Delivery delivery) {
      followed = delivery;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (followed != null) {
        followed.written = true;
      }
      context.write(message, promise);
    }
  }
}
