package io.dialflux.callback;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Closes a connection on which the head of a request is not complete in time. It has a handler on
 * either side of the codec: bytes of which the codec makes no message, while no request is under
 * way, are a part of a head. So the time of the first head counts from the connection's beginning,
 * and that of a later one from its first byte. For one connection, on its event loop.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
  private final long millis;
  private boolean inRequest;
  private boolean decoded;
  private @Nullable Future<?> deadline;

  private HeadDeadline(Duration within) {
    this.millis = within.toMillis();
  }

  /** Watches a connection, which has a codec of HTTP/1.1. */
  static void watch(ChannelPipeline pipeline, Duration within) {
    HeadDeadline deadline = new HeadDeadline(within);
    pipeline.addBefore(NettyPipeline.HttpCodec, "dialflux.headBytes", deadline.new Bytes());
    pipeline.addAfter(NettyPipeline.HttpCodec, "dialflux.headDeadline", deadline);
  }

  /**
   * Stands before the codec and behind TLS. Bytes are looked for here because the end of a read
   * tells nothing: there are reads of no bytes, and records of TLS that hold no data.
   */
  private final class Bytes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean hasBytes = message instanceof ByteBuf bytes && bytes.isReadable();
      decoded = false;
      context.fireChannelRead(message); // the codec passes on what it makes of it at once
      if (hasBytes && !decoded) {
        begin(context);
      }
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    begin(context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    decoded = true;
    if (message instanceof HttpRequest) {
      inRequest = true;
      end();
    }
    if (message instanceof LastHttpContent) {
      inRequest = false;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }

  private void begin(ChannelHandlerContext context) {
    if (deadline == null && !inRequest) {
      deadline = context.executor().schedule(() -> expire(context), millis, TimeUnit.MILLISECONDS);
    }
  }

  /** A connection without the codec has become one of another protocol, such as WebSocket. */
  private static void expire(ChannelHandlerContext context) {
    if (context.pipeline().get(NettyPipeline.HttpCodec) != null) {
      context.close();
    }
  }

  private void end() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
