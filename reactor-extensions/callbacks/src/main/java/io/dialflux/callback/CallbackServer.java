package io.dialflux.callback;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** A server that does not wait for ever for the head of a request. */
final class CallbackServer {
  private static final Duration IDLE = Duration.ofMinutes(1);

  private CallbackServer() {}

  static HttpServer of(Duration headWithin) {
    return HttpServer.create()
        .idleTimeout(IDLE)
        .doOnChannelInit((observer, channel, address) -> addDeadline(channel, headWithin));
  }

  /** Without the codec of HTTP/1.1 it is a server of other protocols, and not ours to time out. */
  static void addDeadline(Channel channel, Duration headWithin) {
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(NettyPipeline.HttpCodec) != null) {
      HeadDeadline.watch(pipeline, headWithin);
    }
  }
}
