package io.dialflux.internal.netty;

import io.dialflux.error.CallsException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.Operation;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One try of a request: how far it got, and what its answer was read into. */
final class Attempt<T> {
  private final ApiRequest request;
  private final Delivery delivery;
  private final @Nullable LastMoment last;
  private final Function<ResponseHead, AnswerReader<T>> answer;
  private final String query;
  private final Sinks.One<T> outcome = Sinks.unsafe().one();

  private @Nullable Body<T> body;
  private boolean success;
  private @Nullable T result;
  private volatile @Nullable Throwable failure;
  private volatile boolean settled;
  private volatile boolean headed;
  private volatile boolean over;

  Attempt(ApiRequest request, Function<ResponseHead, AnswerReader<T>> answer) {
    Bounds bounds = request.attachment() instanceof Bounds b ? b : null;
    this.request = request;
    this.delivery = new Delivery(bounds == null ? null : bounds.operation());
    this.last = bounds == null ? null : bounds.last();
    this.answer = answer;
    int query = request.path().indexOf('?');
    this.query = query < 0 ? "" : request.path().substring(query);
  }

  ApiRequest request() {
    return request;
  }

  Operation operation() {
    return request.operation();
  }

  Delivery delivery() {
    return delivery;
  }

  @Nullable LastMoment last() {
    return last;
  }

  /** The path without the query. */
  String path() {
    return request.path().substring(0, request.path().length() - query.length());
  }

  /** The query with its question mark; empty if there is none. */
  String query() {
    return query;
  }

  void head(HttpResponse head, Supplier<Gunzip> gunzip) {
    String encoding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING, "").trim();
    boolean plain = encoding.isEmpty() || encoding.equalsIgnoreCase("identity");
    boolean gzip = encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
    ResponseHead read = new ResponseHead(head.status().code(), head.headers()::get);
    success = read.isSuccess();
    headed = true;
    body = new Body<>(answer.apply(read), gzip ? gunzip.get() : null);
    if (!plain && !gzip) {
      broken(new ZipException("a content encoding that was not asked for"));
    }
  }

  boolean isSuccess() {
    return success;
  }

  /** Returns false if the answer ends here. */
  boolean body(ByteBuf bytes) throws ZipException {
    return !ended() && body().next(bytes);
  }

  /** How many bytes of the body were read so far, decoded. */
  long decoded() {
    return body().decoded();
  }

  /** The body cannot be decoded. */
  void broken(Throwable cause) {
    read(() -> body().broken(cause));
  }

  /** The body is there as a whole. */
  void end() {
    if (!ended()) {
      read(() -> body().end());
    }
  }

  private void read(Supplier<T> reading) {
    try {
      result = reading.get();
    } catch (Throwable thrown) {
      Exceptions.throwIfJvmFatal(thrown);
      failure = thrown;
    }
  }

  private boolean ended() {
    return result != null || failure != null;
  }

  void fail(Throwable thrown) {
    if (!ended()) {
      failure = thrown;
    }
  }

  /**
   * Whether the answer is not the expected one, so that nothing after it on its connection is
   * trusted either. An error is one of this request's, whoever sent it.
   */
  boolean isDistrusted() {
    return failure != null && (success || !(failure instanceof CallsException));
  }

  /** Tells the outcome. */
  void settle() {
    settled = true;
    Throwable failed = failure;
    if (failed == null) {
      outcome.tryEmitValue(Objects.requireNonNull(result));
    } else {
      outcome.tryEmitError(failed);
    }
  }

  /** The attempt is cancelled, on any thread: if it is a list's, its rest may be read. */
  void cancelled(Rests rests) {
    if (headed && !over && operation() == Operation.LIST) {
      rests.begin();
      if (over) {
        rests.end(); // it was over meanwhile
      }
    }
  }

  /** The connection is back in the pool, or closed. */
  void over(Rests rests) {
    over = true;
    if (operation() == Operation.LIST) {
      rests.end();
    }
  }

  /** What the answer was read into, or why it could not be; once it was read. */
  Mono<T> outcome() {
    return outcome.asMono();
  }

  /** The outcome, where there is one although the connection failed; otherwise its failure. */
  Mono<T> outcome(Throwable thrown) {
    return settled ? outcome() : Mono.error(thrown);
  }

  private Body<T> body() {
    return Objects.requireNonNull(body);
  }
}
