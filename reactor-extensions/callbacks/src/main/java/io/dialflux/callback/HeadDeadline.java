package io.dialflux.callback;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which the head of a request is not complete in time. It stands behind the
 * codec: a read of which the codec makes nothing, while no request is under way, was of a part of a
 * head. So the time of the first head counts from the connection's beginning, and that of a later
 * one from its first byte. For one connection, on its event loop.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
  private final long millis;
  private boolean inRequest;
  private boolean readSomething;
  private @Nullable Future<?> deadline;

  HeadDeadline(Duration within) {
    this.millis = within.toMillis();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    begin(context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    readSomething = true;
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
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!readSomething) {
      begin(context);
    }
    readSomething = false;
    context.fireChannelReadComplete();
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
      deadline = context.executor().schedule(() -> context.close(), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void end() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
