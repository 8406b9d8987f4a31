package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

/** What counts as the beginning of a head, in a time that stands still. */
class HeadDeadlineTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
              channel.pipeline().addLast(NettyPipeline.HttpCodec, new HttpServerCodec());
              CallbackServer.addDeadline(channel, WITHIN);
            }
          });

  @BeforeEach
  void stopTime() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void receive(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
  }

  private void receiveRequest() {
    receive("GET /status HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  /** As Netty does after a read of no bytes, and TLS after a record that has no data. */
  private void readNothing() {
    channel.pipeline().fireChannelReadComplete();
  }

  @Test
  void closesWhereNoHeadComes() {
    pass(WITHIN.toMillis());
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closesWhereTheFirstHeadIsNotCompleteInTime() {
    receive("GET / HTTP/1.1\r\nHo");
    pass(WITHIN.toMillis());
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aReadOfNothingBeginsNoHead() {
    receiveRequest();
    readNothing();
    channel.writeInbound(Unpooled.EMPTY_BUFFER);
    pass(10 * WITHIN.toMillis());
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aReadOfNothingAfterALongBodyBeginsNoHead() {
    receive("POST /status HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n");
    for (int i = 0; i < 40; i++) {
      receive("a".repeat(1_000));
      readNothing();
    }
    pass(10 * WITHIN.toMillis());
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aBodyThatIsUnderWayIsNoHead() {
    receive("POST /status HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    receive("1"); // half a chunk's head
    readNothing();
    pass(10 * WITHIN.toMillis());
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aLaterHeadHasItsTimeFromItsFirstByte() {
    receiveRequest();
    pass(60_000);
    receive("G");
    for (int i = 1; i < 10; i++) {
      pass(WITHIN.toMillis() / 10);
      readNothing();
      receive("E");
    }
    pass(WITHIN.toMillis() / 10 - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aHeadThatIsCompleteInTimeIsServed() {
    for (int round = 0; round < 3; round++) {
      receive("GET /status HTTP/1.1\r\nHo");
      receive("st: a\r\n\r\n");
      readNothing();
      pass(10 * WITHIN.toMillis());
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aHeadBegunInTheSameReadsAsABodysEndHasItsTime() {
    receive("POST /status HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
    channel.pipeline().fireChannelRead(Unpooled.copiedBuffer("a", StandardCharsets.US_ASCII));
    channel.pipeline().fireChannelRead(Unpooled.copiedBuffer("G", StandardCharsets.US_ASCII));
    readNothing();
    pass(WITHIN.toMillis());
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whatProvesToBeAnotherProtocolHasNoHeads() {
    channel.pipeline().remove(NettyPipeline.HttpCodec); // as for HTTP/2 without TLS
    pass(10 * WITHIN.toMillis());
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void whatIsNoHttpAnyMoreHasNoHeads() {
    receiveRequest();
    channel
        .pipeline()
        .replace(
            NettyPipeline.HttpCodec,
            "wsdecoder",
            new WebSocket13FrameDecoder(
                WebSocketDecoderConfig.newBuilder().expectMaskedFrames(true).build()));
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81})); // a part of a frame
    pass(10 * WITHIN.toMillis());
    assertThat(channel.isOpen()).isTrue();
  }
}
