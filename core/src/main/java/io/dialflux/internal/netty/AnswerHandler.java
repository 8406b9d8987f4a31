package io.dialflux.internal.netty;

import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.Operation;
import io.dialflux.internal.wire.MaskedException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;

/**
 * Reads the answers on one connection, one for each request, and sees to it that an answer belongs
 * to its request. Reactor Netty sees an answer's head and end only: its body is read here, so no
 * buffer passes an operator that might discard it.
 *
 * <ul>
 *   <li>Interim answers (RFC 9110, 15.2) are skipped, in any number; 101, which was not asked for,
 *       is an error.
 *   <li>An answer has a time-out to its head, and the same once more to its end, however its bytes
 *       drip in.
 *   <li>The end is told only when the bytes at hand are read. If something is left then, or comes
 *       while no answer is expected, the connection is not used again.
 *   <li>A listing that is cancelled when little of its page is left has that rest read, so that its
 *       connection can be used again.
 * </ul>
 *
 * <p>All of it happens on the connection's event loop.
 */
final class AnswerHandler extends ChannelDuplexHandler {
  private static final AttributeKey<AnswerHandler> KEY =
      AttributeKey.valueOf(AnswerHandler.class, "answers");

  /** A page of 50 calls has 107 KB. */
  private static final int LARGEST_REST = 128 * 1024;

  private static final long LONGEST_REST_MILLIS = 200;

  private final long timeoutNanos;
  private final Duration timeout;
  private final Delivery.Watch watch;
  private final Rests rests;
  private final ChannelFutureListener flushed = this::flushed;

  private @Nullable ChannelHandlerContext context;
  private @Nullable Attempt<?> next;
  private @Nullable Attempt<?> attempt;
  private @Nullable Future<?> timer;
  private @Nullable Gunzip gunzip;

  private boolean written;
  private boolean interim;
  private boolean headed;
  private boolean ended;
  private boolean surplus;
  private long headedAt;

  private boolean keptAlive;
  private boolean skipping;
  private long skippedFrom; // bytes, decoded
  private long left; // of a body whose length is known, as it was sent; negative if it is not

  private AnswerHandler(Duration timeout, Delivery.Watch watch, Rests rests) {
    this.rests = rests;
    this.timeout = timeout;
    this.timeoutNanos = timeout.toNanos();
    this.watch = watch;
  }

  /** Makes a new connection's pipeline ready. */
  static void install(Channel channel, HttpDecoderConfig config, Duration timeout, Rests rests) {
    AnswerHandler answers = new AnswerHandler(timeout, Delivery.Watch.watch(channel), rests);
    channel.attr(KEY).set(answers);
    AnswerCodec codec = new AnswerCodec(config, answers);
    channel.pipeline().replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, codec);
    channel.pipeline().addAfter(NettyPipeline.HttpCodec, "dialflux.answers", answers);
  }

  /** The connection's next request is this attempt's. */
  static void follow(Channel channel, Attempt<?> attempt) {
    AnswerHandler answers = channel.attr(KEY).get();
    answers.next = attempt;
    answers.watch.follow(attempt.delivery());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    closeGunzip();
  }

  private void closeGunzip() {
    if (gunzip != null) {
      gunzip.close();
      gunzip = null;
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpRequest head && next != null) {
      begin(context, next, head);
    }
    boolean last = message instanceof LastHttpContent;
    context.write(message, last ? promise.unvoid().addListener(flushed) : promise);
  }

  private void flushed(ChannelFuture done) {
    written = done.isSuccess();
    if (!written) {
      done.channel().close();
    }
  }

  private void begin(ChannelHandlerContext context, Attempt<?> begun, HttpRequest head) {
    // Reactor Netty, which logs what it knows, does not know the query, which has phone numbers
    head.setUri(head.uri() + begun.query());
    next = null;
    attempt = begun;
    written = false;
    interim = false;
    headed = false;
    ended = false;
    surplus = false;
    skipping = false;
    stopTimer();
    timer = context.executor().schedule(this::late, timeoutNanos, TimeUnit.NANOSECONDS);
  }

  /** Whether an answer, or more of one, is expected. */
  boolean expected() {
    return attempt != null;
  }

  /**
   * Bytes came while no answer is expected: whatever comes next may be another request's answer.
   */
  void unasked() {
    doNotReuse();
    context().close();
  }

  /** Whether the answer is read to its end, and everything behind it is surplus. */
  boolean ended() {
    return ended;
  }

  void surplus() {
    surplus = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Attempt<?> reading = attempt;
    try {
      if (reading == null) {
        return; // closed meanwhile
      }
      if (message instanceof HttpResponse head) {
        head(context, reading, head);
      } else if (message instanceof HttpContent content) {
        content(reading, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(ChannelHandlerContext context, Attempt<?> reading, HttpResponse head) {
    if (head.decoderResult().isFailure()) {
      fail(reading, garbled(head.decoderResult().cause()));
    } else if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      interim = true;
      if (head.status().code() == 101) {
        String what = reading.operation() + ": HTTP 101, which was not asked for";
        fail(reading, new UnreadableResponseException(101, null, what, null));
      }
    } else if (!written) {
      fail(reading, new AnswerException("an answer came before the request was written"));
    } else {
      interim = false;
      headed = true;
      headedAt = System.nanoTime();
      left = HttpUtil.getContentLength(head, -1L);
      keptAlive = HttpUtil.isKeepAlive(head);
      try {
        reading.head(head, this::gunzip);
      } catch (RuntimeException unreadable) {
        fail(reading, unreadable);
        return;
      }
      context.fireChannelRead(ReferenceCountUtil.retain(head));
    }
  }

  private Gunzip gunzip() {
    gunzip = new Gunzip();
    return gunzip;
  }

  private static Throwable garbled(Throwable cause) {
    if (cause instanceof PrematureChannelClosureException) {
      return cause;
    }
    return new AnswerException(
        cause instanceof TooLongHttpHeaderException
            ? "the answer's headers are longer than maxHeaderSize allows"
            : "the answer's head is not HTTP");
  }

  private void content(Attempt<?> reading, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (interim) {
      interim = !last;
      return;
    }
    if (content.decoderResult().isFailure()) {
      fail(reading, new AnswerException("the answer's body is not HTTP"));
      return;
    }
    left -= content.content().readableBytes();
    boolean goOn;
    try {
      goOn = reading.body(content.content());
    } catch (ZipException garbled) {
      reading.broken(garbled);
      goOn = false;
    } catch (RuntimeException unreadable) {
      fail(reading, unreadable);
      return;
    }
    if (attempt != reading) {
      return; // closed meanwhile
    }
    if (!goOn || skipping && reading.decoded() - skippedFrom > LARGEST_REST) {
      stop(reading);
    } else if (last) {
      ended = true;
    }
  }

  /** Ends an answer of which no more is to be read. */
  private void stop(Attempt<?> reading) {
    reading.end();
    close(reading);
  }

  private void fail(Attempt<?> failed, Throwable thrown) {
    failed.fail(thrown);
    close(failed);
  }

  private void close(Attempt<?> settled) {
    release();
    settled.settle(); // heard once Reactor Netty has noticed that the connection is closed
    doNotReuse();
    context().close();
    settled.over(rests);
  }

  /** Ends an answer that was read to its end, on a connection that can be used again if clean. */
  private void end(boolean surplus) {
    Attempt<?> read = Objects.requireNonNull(attempt);
    read.end(); // whereupon it may be cancelled
    boolean clean = !surplus && !read.isDistrusted();
    release();
    if (!clean) {
      doNotReuse();
    }
    // back in the pool by this, the connection may be written to at once
    context().fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    if (!clean) {
      context().close();
    }
    read.over(rests);
    read.settle();
  }

  private void release() {
    attempt = null;
    ended = false;
    stopTimer();
    closeGunzip();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** A pool that is offered the connection must not keep it, even before it is closed. */
  private void doNotReuse() {
    Connection.from(context().channel()).markPersistent(false);
  }

  private void late() {
    Attempt<?> waiting = attempt;
    if (waiting == null) {
      return;
    }
    if (ended) {
      end(surplus);
      return;
    }
    long sinceHead = System.nanoTime() - headedAt;
    if (headed && sinceHead < timeoutNanos) {
      timer =
          context().executor().schedule(this::late, timeoutNanos - sinceHead, TimeUnit.NANOSECONDS);
    } else {
      String what =
          headed
              ? "the answer was not whole within " + timeout + " of its head"
              : "no answer within " + timeout;
      fail(waiting, new AnswerException(what));
    }
  }

  /**
   * All that is at hand was read, however many records of TLS or reads of the socket it took: what
   * is behind an answer by now is surplus. And nothing of an answer may wait for a reader: Reactor
   * Netty asks for bytes only after its head.
   */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (ended) {
      end(surplus);
    }
    if (attempt != null && !context.channel().config().isAutoRead()) {
      context.read();
    }
    context.fireChannelReadComplete();
  }

  /**
   * Reactor Netty closes the connection of a request that is cancelled, and one whose server has
   * said by TLS that it sends no more.
   */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    Attempt<?> closed = attempt;
    if (closed == null || !isCancelled(context)) {
      context.close(promise);
    } else if (ended || hasSmallRest()) {
      readRest(context, closed);
      promise.trySuccess();
    } else {
      release();
      doNotReuse();
      context.close(promise);
      closed.over(rests);
    }
  }

  private void readRest(ChannelHandlerContext context, Attempt<?> cancelled) {
    skipping = true;
    skippedFrom = cancelled.decoded();
    stopTimer();
    timer =
        context
            .executor()
            .schedule(
                () -> fail(cancelled, new AnswerException("cancelled")),
                LONGEST_REST_MILLIS,
                TimeUnit.MILLISECONDS);
    context.channel().config().setAutoRead(true);
  }

  private static boolean isCancelled(ChannelHandlerContext context) {
    ChannelOperations<?, ?> request = ChannelOperations.get(context.channel());
    return request != null && request.isInboundCancelled();
  }

  private boolean hasSmallRest() {
    return attempt != null
        && headed
        && keptAlive
        && !skipping
        && attempt.operation() == Operation.LIST
        && attempt.isSuccess()
        && left <= LARGEST_REST;
  }

  /** Reactor Netty logs an exception as it is, and a decoder's may quote what it could not read. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.fireExceptionCaught(MaskedException.of(cause));
    if (attempt != null) {
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (ended) {
      end(true);
    }
    Attempt<?> cut = attempt;
    release();
    context.fireChannelInactive();
    if (cut != null) {
      cut.over(rests);
      // Reactor Netty has told it already, unless something else has ended its request
      cut.fail(new AnswerException("the connection ended before the answer did"));
      cut.settle();
    }
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }
}
