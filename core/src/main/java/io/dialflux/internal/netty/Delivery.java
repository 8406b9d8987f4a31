package io.dialflux.internal.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * How far a request got, as its connection's socket saw it. An operation's travels in the Reactor
 * context under its class, so that whoever gives up waiting can tell what may have happened.
 */
public final class Delivery {
  private static final AttributeKey<Delivery> KEY = AttributeKey.valueOf("dialflux.delivery");

  private final @Nullable Delivery operation;
  private final boolean before;
  private volatile boolean written;

  /** The delivery of a whole operation, whatever number of tries it takes. */
  public Delivery() {
    this(null);
  }

  /** The delivery of one try, told to the operation's as well. */
  Delivery(@Nullable Delivery operation) {
    this.operation = operation;
    this.before = operation != null && operation.written;
  }

  /** Whether a byte was written and no whole answer has come since; of an operation, by any try. */
  public boolean unanswered() {
    return written;
  }

  void answered() {
    written = false;
    if (operation != null) {
      operation.written = before;
    }
  }

  private void written() {
    written = true;
    if (operation != null) {
      operation.written = true;
    }
  }

  /** From now on, what the channel writes belongs to this request. */
  void follow(Channel channel) {
    channel.attr(KEY).set(this);
  }

  /**
   * Stands next to the socket, behind TLS: a handshake is over when a request is bound to the
   * channel, so what passes here then are the request's bytes.
   */
  @ChannelHandler.Sharable
  static final class Watch extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      Delivery delivery = context.channel().attr(KEY).get();
      if (delivery != null) {
        delivery.written();
      }
      context.write(message, promise);
    }
  }
}
