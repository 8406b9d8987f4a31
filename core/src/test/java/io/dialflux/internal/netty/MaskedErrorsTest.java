package io.dialflux.internal.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Reactor Netty hears of a broken connection, it logs. */
class MaskedErrorsTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new HttpClientCodec(), MaskedErrors.INSTANCE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Anna 200 OK",
        "HTTP/1.1 Anna OK",
        "HTTP/1.1 +15558675310 OK",
        "HTTP/1.1 200 OK\r\nContent-Length: Anna",
        "HTTP/1.1 200 OK\r\nContent-Length: +15558675310"
      })
  void whatADecoderQuotesOfAnAnswerIsMasked(String head) {
    channel.writeInbound(Unpooled.copiedBuffer(head + "\r\n\r\n", UTF_8));
    HttpResponse answer = channel.readInbound();
    assertThat(answer.decoderResult().isFailure()).isTrue();
    assertThat(answer.decoderResult().cause().toString())
        .contains("[masked]")
        .doesNotContainIgnoringCase("Anna")
        .doesNotContain("5558675310");
    channel.finishAndReleaseAll();
  }

  @Test
  void anAnswerPassesAsItIs() {
    channel.writeInbound(Unpooled.copiedBuffer("HTTP/1.1 204 OK\r\n\r\n", UTF_8));
    HttpResponse answer = channel.readInbound();
    assertThat(answer.decoderResult().isSuccess()).isTrue();
    ReferenceCountUtil.release(answer);
    channel.finishAndReleaseAll();
  }

  @Test
  void anExceptionIsMasked() {
    channel.pipeline().fireExceptionCaught(new IOException("of +15558675310"));
    assertThatThrownBy(channel::checkException).hasMessage("of [masked]");
    IOException harmless = new IOException("closed");
    channel.pipeline().fireExceptionCaught(harmless);
    assertThatThrownBy(channel::checkException).isSameAs(harmless);
    channel.finishAndReleaseAll();
  }
}
