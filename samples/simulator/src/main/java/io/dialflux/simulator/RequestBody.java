package io.dialflux.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Reads a form as text, up to a size that no honest form reaches. */
final class RequestBody {
  static final int LIMIT = 64 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  private RequestBody() {}

  static Mono<String> read(HttpServerRequest request) {
    String length = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > LIMIT) {
      return Mono.error(tooLarge());
    }
    return request
        .receive()
        .asByteArray()
        .reduceWith(RequestBody::new, RequestBody::add)
        .map(body -> body.bytes.toString(StandardCharsets.UTF_8));
  }

  private RequestBody add(byte[] part) {
    if (bytes.size() + part.length > LIMIT) {
      throw tooLarge();
    }
    bytes.writeBytes(part);
    return this;
  }

  private static ApiError tooLarge() {
    return new ApiError(413, 20422, "The request body is larger than " + LIMIT + " bytes");
  }
}
