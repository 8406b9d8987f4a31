package io.dialflux.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.http.ApiRequest;
import io.dialflux.http.Effect;
import io.dialflux.http.Operation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;

/** What one read of the socket may bring, in however many pieces, as TLS hands its records on. */
class AnswerHandlerTest {
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Rests rests = new Rests();

  @BeforeEach
  void connected() {
    channel.pipeline().addLast(NettyPipeline.HttpCodec, new ChannelInboundHandlerAdapter());
    AnswerHandler.install(channel, new HttpDecoderConfig(), Duration.ofSeconds(10), rests);
  }

  @AfterEach
  void ended() {
    channel.finishAndReleaseAll();
  }

  private static final class Text implements AnswerReader<String> {
    private final StringBuilder text = new StringBuilder();

    @Override
    public boolean body(byte[] bytes, int length) {
      text.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
      return true;
    }

    @Override
    public String end() {
      return text.toString();
    }

    @Override
    public String broken(Throwable cause) {
      throw new IllegalStateException(cause);
    }
  }

  private Attempt<String> asked() {
    ApiRequest request =
        ApiRequest.of(Operation.FETCH, Effect.READ, "GET", "/calls.json?To=%2B15558675310");
    Attempt<String> attempt = new Attempt<>(request, head -> new Text());
    AnswerHandler.follow(channel, attempt);
    channel.writeOutbound(
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, attempt.path()));
    return attempt;
  }

  private void record(String text) {
    channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private static String outcome(Attempt<String> attempt) {
    return Mono.firstWithSignal(attempt.outcome(), Mono.just("none yet")).block();
  }

  @Test
  void theQueryIsWrittenAlthoughReactorNettyDoesNotKnowIt() {
    asked();
    StringBuilder written = new StringBuilder();
    for (ByteBuf part; (part = channel.readOutbound()) != null; part.release()) {
      written.append(part.toString(StandardCharsets.UTF_8));
    }
    assertThat(written).startsWith("GET /calls.json?To=%2B15558675310 HTTP/1.1\r\n");
  }

  @Test
  void anAnswerIsToldOnceAllAtHandIsRead() {
    Attempt<String> attempt = asked();
    record(ANSWER);
    assertThat(outcome(attempt)).isEqualTo("none yet");
    channel.pipeline().fireChannelReadComplete();
    assertThat(outcome(attempt)).isEqualTo("{}");
    assertThat(channel.isOpen()).isTrue();
  }

  /** Two records of TLS are two reads of the codec, and one of the socket. */
  @Test
  void anAnswerBehindTheAnswerIsNotTheNextRequests() {
    Attempt<String> attempt = asked();
    record(ANSWER);
    record("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");
    channel.pipeline().fireChannelReadComplete();
    assertThat(outcome(attempt)).isEqualTo("{}");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whatComesUnaskedClosesTheConnection() {
    Attempt<String> attempt = asked();
    record(ANSWER);
    channel.pipeline().fireChannelReadComplete();
    record("H");
    assertThat(outcome(attempt)).isEqualTo("{}");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aConnectionServesOneRequestAfterTheOther() {
    for (int i = 0; i < 3; i++) {
      Attempt<String> attempt = asked();
      record("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103\r\n\r\n" + ANSWER);
      channel.pipeline().fireChannelReadComplete();
      assertThat(outcome(attempt)).isEqualTo("{}");
    }
    assertThat(channel.isOpen()).isTrue();
  }

  /** A server that ends its answer by closing says so by TLS first, and Reactor Netty closes. */
  @Test
  void anAnswerThatEndsWithItsConnectionIsWhole() {
    Attempt<String> attempt = asked();
    record("HTTP/1.1 200 OK\r\n\r\n{\"calls\":[]}");
    channel.pipeline().fireChannelReadComplete();
    channel.close();
    assertThat(outcome(attempt)).isEqualTo("{\"calls\":[]}");
  }
}
