package io.dialflux.simulator.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;

/**
 * A final answer as it was read, whole.
 *
 * @param last whether the server ends the connection after it
 */
record Answer(int status, String reason, Fields fields, byte[] body, boolean last) {

  /**
   * @param client gets the server's own interim answers, as they come
   */
  static Answer read(MessageReader in, Request request, OutputStream client) throws IOException {
    while (true) {
      in.begin();
      String line = in.line();
      if (!line.matches("HTTP/1\\.[01] [1-9][0-9][0-9]( .*)?")) {
        throw new ProtocolException("no status line");
      }
      int status = Integer.parseInt(line.substring(9, 12));
      Fields fields = in.fields();
      if (status >= 200) {
        return whole(line, status, fields, in, request);
      }
      if (status == 101) {
        throw new ProtocolException("another protocol");
      }
      client.write(in.raw());
    }
  }

  private static Answer whole(
      String line, int status, Fields fields, MessageReader in, Request request)
      throws IOException {
    boolean last =
        fields.names("connection", "close")
            || line.startsWith("HTTP/1.0") && !fields.names("connection", "keep-alive");
    byte[] body = new byte[0];
    if (!request.head() && status != 204 && status != 304) {
      Long length = fields.contentLength();
      if (fields.has("transfer-encoding")) {
        body = in.chunked();
      } else if (length != null) {
        body = in.ofLength(length);
      } else {
        body = in.toTheEnd();
        last = true;
      }
    }
    String reason = line.length() > 13 ? line.substring(13) : "";
    return new Answer(status, reason, fields, body, last);
  }

  boolean mayHaveBody(Request request) {
    return !request.head() && status != 204 && status != 304;
  }

  boolean isJson() {
    return fields.value("content-type").contains("json");
  }
}
