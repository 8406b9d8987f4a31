package io.dialflux.internal.netty;

import io.dialflux.internal.wire.MaskedException;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.DecoderResultProvider;

/**
 * Masks what goes wrong on a connection before Reactor Netty hears of it, because it logs the
 * exception as it is: a decoder's quotes the answer. Has its place after the decoders.
 */
@Sharable
final class MaskedErrors extends ChannelInboundHandlerAdapter {
  static final MaskedErrors INSTANCE = new MaskedErrors();

  private MaskedErrors() {}

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof DecoderResultProvider decoded && decoded.decoderResult().isFailure()) {
      Throwable masked = MaskedException.of(decoded.decoderResult().cause());
      decoded.setDecoderResult(DecoderResult.failure(masked));
    }
    context.fireChannelRead(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    context.fireExceptionCaught(MaskedException.of(thrown));
  }
}
