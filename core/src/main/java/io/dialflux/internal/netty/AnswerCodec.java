package io.dialflux.internal.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * HTTP/1.1 on the client's side of a connection, as Netty's {@code HttpClientCodec}, which does not
 * tell whether bytes are left behind an answer. Requests have one of the methods GET, POST and
 * DELETE, so an answer's framing does not depend on its request's.
 */
final class AnswerCodec
    extends CombinedChannelDuplexHandler<AnswerCodec.Decoder, HttpRequestEncoder> {

  AnswerCodec(HttpDecoderConfig config, AnswerHandler answers) {
    super(new Decoder(config, answers), new HttpRequestEncoder());
  }

  /** Reads answers, and nothing while none is expected. */
  static final class Decoder extends HttpResponseDecoder {
    private final AnswerHandler answers;

    Decoder(HttpDecoderConfig config, AnswerHandler answers) {
      super(config);
      this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
      if (answers.ended()) {
        ReferenceCountUtil.release(bytes);
        answers.surplus();
      } else if (!answers.expected()) {
        ReferenceCountUtil.release(bytes);
        answers.unasked();
      } else {
        super.channelRead(context, bytes);
      }
    }

    /** Called with what is left behind an answer too, even if it is white space. */
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
        throws Exception {
      if (answers.ended()) {
        answers.surplus();
        bytes.skipBytes(bytes.readableBytes());
      } else {
        super.decode(context, bytes, out);
      }
    }
  }
}
