package io.dialflux.benchmark.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection: reads just as much of a request as its answer depends on. */
final class Connection extends ByteToMessageDecoder {
  private static final ByteBuf HEAD_END =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {'\r', '\n', '\r', '\n'}));
  private static final String LENGTH = "\r\ncontent-length: ";
  private static final String CALLEE = "To=%2B";
  private static final int DIGITS = 11;
  private static final Pattern PAGE = Pattern.compile("[?&]Page=([0-9]+)");
  private static final int PIECE = 16 * 1024;
  private static final int PIECE_MILLIS = 8;

  private final Behaviour behaviour;
  private final Answers answers;
  private final Delay delay;
  private boolean wrote;

  Connection(Behaviour behaviour, Answers answers, Delay delay) {
    this.behaviour = behaviour;
    this.answers = answers;
    this.delay = delay;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    answers.connections.increment();
    context.fireChannelActive();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int end = ByteBufUtil.indexOf(HEAD_END, in);
    if (end < 0) {
      return;
    }
    int start = in.readerIndex();
    String head = in.toString(start, end - start, StandardCharsets.US_ASCII);
    int body = head.startsWith("POST") ? length(head) : 0;
    if (in.readableBytes() < end - start + 4 + body) {
      return;
    }
    String form = in.toString(end + 4, body, StandardCharsets.US_ASCII);
    in.skipBytes(end - start + 4 + body);
    answer(context, head, form);
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH) + LENGTH.length();
    int end = lower.indexOf("\r\n", at);
    return Integer.parseInt(lower.substring(at, end < 0 ? lower.length() : end));
  }

  private void answer(ChannelHandlerContext context, String head, String form) {
    if (head.startsWith("GET /figures")) {
      context.writeAndFlush(Answer.whole("200 OK", answers.figures()));
      return;
    }
    answers.requests.increment();
    if (head.startsWith("POST " + Account.PATH + ".json ")) {
      created(context, answers.created.answer(context.alloc(), callee(form)));
    } else if (head.startsWith("GET " + Account.PATH + ".json?")) {
      Matcher page = PAGE.matcher(head);
      int number = page.find() ? Integer.parseInt(page.group(1)) : 0;
      listed(context, answers.pages(behaviour).answer(number, Account.pagesOf(callee(head))));
    } else {
      context.writeAndFlush(Answer.whole("404 NOT FOUND", "{\"code\": 20404, \"status\": 404}"));
    }
  }

  private static String callee(String text) {
    int at = text.indexOf(CALLEE) + CALLEE.length();
    return text.substring(at, at + DIGITS);
  }

  private void created(ChannelHandlerContext context, ByteBuf answer) {
    if (behaviour.latencyMillis > 0) {
      delay.add(context.channel(), answer);
    } else {
      context.write(answer, context.voidPromise());
      wrote = true;
    }
  }

  private void listed(ChannelHandlerContext context, List<ByteBuf> parts) {
    if (behaviour == Behaviour.TRICKLE) {
      trickle(context, Unpooled.wrappedBuffer(parts.toArray(ByteBuf[]::new)));
      return;
    }
    for (ByteBuf part : parts) {
      context.write(part, context.voidPromise());
    }
    wrote = true;
  }

  private void trickle(ChannelHandlerContext context, ByteBuf rest) {
    if (!context.channel().isActive()) {
      rest.release();
      return;
    }
    int size = Math.min(PIECE, rest.readableBytes());
    context.writeAndFlush(rest.readRetainedSlice(size));
    if (rest.isReadable()) {
      context
          .executor()
          .schedule(() -> trickle(context, rest), PIECE_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      rest.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    if (wrote) {
      wrote = false;
      context.flush();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // the client went away, or will find out
  }
}
