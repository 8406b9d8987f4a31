package io.dialflux.benchmark.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** The bytes of answers, heads included. */
final class Answer {
  /** What Twilio sends with every answer. */
  private static final String HEADERS =
      "Content-Type: application/json;charset=utf-8\r\n"
          + "Date: Sun, 22 Nov 2026 08:00:00 GMT\r\n"
          + "Twilio-Concurrent-Requests: 1\r\n"
          + "Twilio-Request-Id: RQ0123456789abcdef0123456789abcdef\r\n"
          + "Twilio-Request-Duration: 0.033\r\n"
          + "X-Home-Region: us1\r\n"
          + "X-API-Domain: api.twilio.com\r\n"
          + "Strict-Transport-Security: max-age=31536000\r\n";

  private Answer() {}

  static ByteBuf head(String status, String length) {
    String head = "HTTP/1.1 " + status + "\r\n" + HEADERS + length + "\r\n\r\n";
    return once(head.getBytes(StandardCharsets.US_ASCII));
  }

  static ByteBuf whole(String status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Unpooled.wrappedBuffer(head(status, "Content-Length: " + bytes.length), once(bytes));
  }

  /** Bytes to send once. */
  static ByteBuf once(byte[] bytes) {
    return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
  }

  /** Bytes to send again and again, where a socket takes them without a copy. */
  static ByteBuf lasting(byte[] bytes) {
    return Unpooled.unreleasableBuffer(once(bytes));
  }
}
