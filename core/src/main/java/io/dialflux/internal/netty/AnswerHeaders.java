package io.dialflux.internal.netty;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;

/**
 * The headers of an answer. A value that begins on a folded line (RFC 9112, 5.2) loses the space
 * that stands for the fold, which Netty would take for a character that no value begins with.
 */
final class AnswerHeaders extends DefaultHttpHeaders {
  static final HttpHeadersFactory FACTORY =
      new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
          return new AnswerHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
          return new AnswerHeaders();
        }
      };

  private AnswerHeaders() {}

  @Override
  public HttpHeaders add(String name, Object value) {
    return super.add(name, unfolded(value));
  }

  @Override
  public HttpHeaders add(CharSequence name, Object value) {
    return super.add(name, unfolded(value));
  }

  private static Object unfolded(Object value) {
    return value instanceof String text && text.startsWith(" ") ? text.stripLeading() : value;
  }
}
