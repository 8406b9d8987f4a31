package io.dialflux.simulator.relay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes an answer anew: the same to whoever understands HTTP, in other bytes. */
final class AnswerShape {
  private static final int MOST_LONG = 4_000;
  private static final int BIG = 40_000;
  private static final int LINE = 4_000;

  private final Answer answer;
  private final Request request;
  private final Plan plan;
  private final HeaderLines lines;
  private final Fields fields;
  private final boolean mayHaveBody;
  private byte[] body;
  private boolean last;

  /** Where the head ends, by the number of parts before it. */
  private int headParts;

  private final List<byte[]> parts = new ArrayList<>();

  private AnswerShape(Answer answer, Request request, Plan plan) {
    this.answer = answer;
    this.request = request;
    this.plan = plan;
    this.lines = new HeaderLines(plan);
    this.fields = answer.fields().forwarded();
    this.body = answer.body();
    this.mayHaveBody = answer.mayHaveBody(request);
    this.last = answer.last() || request.last() || !request.http11();
  }

  static AnswerShape of(Answer answer, Request request, Plan plan) {
    AnswerShape shape = new AnswerShape(answer, request, plan);
    shape.write();
    return shape;
  }

  /** Bytes that may be written together or not. */
  List<byte[]> parts() {
    return parts;
  }

  /** The parts before the body. */
  List<byte[]> head() {
    return parts.subList(0, headParts);
  }

  List<byte[]> afterHead() {
    return parts.subList(headParts, parts.size());
  }

  /** Whether the connection ends with it. */
  boolean last() {
    return last;
  }

  private void write() {
    spoilBefore();
    boolean old = plan.does(RelayBehaviour.HTTP_1_0);
    last |= old;
    if (!old && request.http11() && plan.does(RelayBehaviour.INTERIM_ANSWERS)) {
      new Interims(plan).write(lines, parts);
    }
    content();
    longHeaders();
    String version = old ? "HTTP/1.0 " : "HTTP/1.1 ";
    parts.add(Bytes.of(version + answer.status() + " " + reason() + "\r\n"));
    framed(!old && request.http11());
    spoilAfter();
  }

  private String reason() {
    if (!plan.does(RelayBehaviour.REASON_PHRASES)) {
      return answer.reason();
    }
    return plan.oneOf(
        "",
        "Fine",
        "Tr\u00e8s bien",
        "\t so-so",
        "200 OK",
        "HTTP/1.1 500 Internal Server Error",
        "Content-Length: 0",
        "All is well ".repeat(20));
  }

  /** White space and compression. */
  private void content() {
    boolean drips = plan.has(RelayBehaviour.DRIPPING_BODY);
    if (!mayHaveBody || body.length == 0 || drips || fields.has("content-encoding")) {
      return;
    }
    if (answer.isJson() && plan.does(RelayBehaviour.JSON_WHITE_SPACE)) {
      body = JsonSpaces.in(body, plan);
    }
    if (plan.does(RelayBehaviour.GARBLED_GZIP)) {
      encoded(garbled());
    } else if (plan.does(RelayBehaviour.CUT_GZIP)) {
      byte[] member = GzipMembers.member(body);
      encoded(Arrays.copyOf(member, member.length * 2 / 3));
    } else if (request.fields().acceptsGzip() && plan.does(RelayBehaviour.GZIP)) {
      encoded(GzipMembers.of(body, plan));
    }
  }

  private void encoded(byte[] gzip) {
    body = gzip;
    fields.add("Content-Encoding", plan.oneOf("gzip", "gzip", "gzip", "GZIP", "x-gzip"));
    fields.add("Vary", "Accept-Encoding");
  }

  private byte[] garbled() {
    if (plan.oneIn(2)) {
      return Bytes.of("this is no gzip");
    }
    byte[] member = GzipMembers.member(body);
    for (int i = member.length / 3; i < member.length; i++) {
      member[i] ^= (byte) 0x5a;
    }
    return member;
  }

  private void longHeaders() {
    if (plan.does(RelayBehaviour.LONG_HEADERS)) {
      int length = plan.below(MOST_LONG);
      fields.add("X-Long", "long ".repeat(length / 10) + "x".repeat(length / 2));
      fields.add("X-Empty", "");
      fields.add("Set-Cookie", "a=b; Path=/; Expires=Wed, 09 Jun 2031 10:18:14 GMT");
      fields.add("Set-Cookie", "c=d");
    }
    if (plan.does(RelayBehaviour.BIG_HEADERS)) {
      for (int length = 0; length < BIG; length += LINE) {
        fields.add("Set-Cookie", "c" + length + "=" + "x".repeat(LINE));
      }
    }
  }

  private void framed(boolean chunksAllowed) {
    boolean chunked = false;
    if (!mayHaveBody) {
      withoutBody();
    } else if (plan.has(RelayBehaviour.DRIPPING_BODY)) {
      fields.add("Transfer-Encoding", "chunked");
      body = Chunks.one(Arrays.copyOf(body, body.length / 2));
    } else if (plan.does(RelayBehaviour.CLOSE_DELIMITED)) {
      last = true;
    } else if (chunksAllowed && plan.does(RelayBehaviour.CHUNKED)) {
      chunked = true;
      fields.add("Transfer-Encoding", plan.oneOf("chunked", "chunked", "Chunked"));
    } else {
      fields.add("Content-Length", Integer.toString(body.length));
    }
    boolean trailers = chunked && plan.does(RelayBehaviour.TRAILERS);
    if (trailers && plan.oneIn(2)) {
      fields.add("Trailer", "Server-Timing, X-Body-Bytes");
    }
    last |= plan.does(RelayBehaviour.CLOSE_ANNOUNCED);
    connection();
    lines.write(fields, parts);
    headParts = parts.size();
    if (chunked) {
      new Chunks(plan).write(body, parts);
      lines.write(trailers ? trailers() : new Fields(), parts);
    } else if (body.length > 0) {
      parts.add(body);
    }
  }

  private void connection() {
    boolean list = plan.does(RelayBehaviour.CONNECTION_LISTS);
    if (list) {
      fields.add("X-Hop", "1");
    }
    String closing = plan.oneOf("close", "Close");
    if (last) {
      fields.add("Connection", list ? plan.oneOf("X-Hop, ", "x-hop ,", ", ") + closing : closing);
    } else if (list) {
      fields.add("Connection", plan.oneOf("X-Hop", "keep-alive, x-hop"));
    }
  }

  private void withoutBody() {
    body = new byte[0];
    if (answer.status() == 204 && plan.does(RelayBehaviour.BODY_WITH_204)) {
      body = Bytes.of("{}");
      fields.add("Content-Length", "2");
    } else if (answer.status() != 204 && answer.fields().has("content-length")) {
      fields.add("Content-Length", answer.fields().value("content-length"));
    }
  }

  private Fields trailers() {
    Fields trailers = new Fields();
    trailers.add("Server-Timing", "relay;dur=" + plan.below(1_000));
    trailers.add("X-Body-Bytes", Integer.toString(body.length));
    return trailers;
  }

  private void spoilBefore() {
    if (plan.does(RelayBehaviour.UNASKED_SWITCH)) {
      parts.add(
          Bytes.of(
              "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"));
    }
  }

  private void spoilAfter() {
    if (plan.does(RelayBehaviour.SURPLUS_BYTES)) {
      parts.add(Bytes.of(plan.oneOf("\r\n", "{}", "surplus", "\0\0")));
    }
    if (plan.does(RelayBehaviour.SECOND_ANSWER)) {
      parts.add(Bytes.joined(parts));
    }
    if (plan.has(RelayBehaviour.CUT_BODY) && body.length > 0) {
      plan.does(RelayBehaviour.CUT_BODY);
      byte[] all = Bytes.joined(afterHead());
      List<byte[]> head = List.copyOf(head());
      parts.clear();
      parts.addAll(head);
      parts.add(Arrays.copyOf(all, plan.below(all.length)));
      last = true;
    }
  }
}
