package io.dialflux.simulator.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** A request as it was read, whole. */
record Request(String method, String target, boolean http11, Fields fields, byte[] body) {
  private static final byte[] GO_ON =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  /**
   * @param client hears that it may send its body, where it asks for that
   */
  static Request read(MessageReader in, OutputStream client) throws IOException {
    in.begin();
    String line = in.line();
    while (line.isEmpty()) { // RFC 9112 §2.2
      line = in.line();
    }
    String[] start = line.split(" ");
    if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("no request");
    }
    Fields fields = in.fields();
    if (fields.names("expect", "100-continue")) {
      client.write(GO_ON);
    }
    boolean http11 = !start[2].equals("HTTP/1.0");
    return new Request(start[0], start[1], http11, fields, body(fields, in));
  }

  private static byte[] body(Fields fields, MessageReader in) throws IOException {
    if (fields.has("transfer-encoding")) {
      return in.chunked();
    }
    Long length = fields.contentLength();
    return length == null ? new byte[0] : in.ofLength(length);
  }

  boolean head() {
    return method.equals("HEAD");
  }

  /** Whether no other request follows on the client's connection. */
  boolean last() {
    return fields.names("connection", "close")
        || !http11 && !fields.names("connection", "keep-alive");
  }

  void writeTo(OutputStream server) throws IOException {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    for (Fields.Field field : fields.forwarded().all()) {
      if (!field.is("expect")) {
        text.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    if (body.length > 0 || fields.has("content-length") || fields.has("transfer-encoding")) {
      text.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    server.write(Bytes.joined(head, body));
    server.flush();
  }
}
