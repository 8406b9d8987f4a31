package io.dialflux.benchmark.server;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pages of a thousand calls: the calls are encoded once, only the links differ from page to page.
 */
final class Pages {
  static final int SIZE = 1_000;

  /** Different ones, so that no contender gets used to the same bytes. */
  private static final int DISTINCT = 4;

  private static final int AWKWARD_PERCENT = 10;
  private static final int CHUNK = 16 * 1024;
  private static final byte[] CRLF = {'\r', '\n'};

  private final Behaviour behaviour;
  private final List<byte[]> texts = new ArrayList<>();
  private final List<ByteBuf> bodies = new ArrayList<>();
  private final List<Gzip> compressed = new ArrayList<>();

  Pages(Behaviour behaviour) {
    this.behaviour = behaviour;
    int awkward = behaviour == Behaviour.AWKWARD ? AWKWARD_PERCENT : 0;
    SplittableRandom random = new SplittableRandom(1);
    for (int page = 0; page < DISTINCT; page++) {
      StringBuilder text = new StringBuilder("{\"calls\": [");
      for (int call = 0; call < SIZE; call++) {
        text.append(call == 0 ? "" : ", ");
        text.append(CallText.listed(page * SIZE + call, random, awkward));
      }
      byte[] bytes = text.append(']').toString().getBytes(StandardCharsets.UTF_8);
      texts.add(bytes);
      switch (behaviour) {
        case CHUNKED -> bodies.add(Answer.lasting(chunked(bytes)));
        case GZIP -> compressed.add(new Gzip(bytes));
        default -> bodies.add(Answer.lasting(bytes));
      }
    }
  }

  /** The parts of an answer, in order. */
  List<ByteBuf> answer(int page, int pages) {
    int which = page % DISTINCT;
    byte[] rest = rest(page, pages).getBytes(StandardCharsets.UTF_8);
    if (behaviour == Behaviour.GZIP) {
      byte[] end = compressed.get(which).end(rest);
      ByteBuf begin = compressed.get(which).begin();
      int length = begin.readableBytes() + end.length;
      String headers = "Content-Encoding: gzip\r\nContent-Length: " + length;
      return List.of(Answer.head("200 OK", headers), begin.duplicate(), Answer.once(end));
    }
    ByteBuf body = bodies.get(which).duplicate();
    if (behaviour == Behaviour.CHUNKED) {
      ByteArrayOutputStream last = new ByteArrayOutputStream();
      chunk(rest, 0, rest.length, last);
      chunk(rest, 0, 0, last);
      ByteBuf head = Answer.head("200 OK", "Transfer-Encoding: chunked");
      return List.of(head, body, Answer.once(last.toByteArray()));
    }
    int length = texts.get(which).length + rest.length;
    return List.of(Answer.head("200 OK", "Content-Length: " + length), body, Answer.once(rest));
  }

  private static String rest(int page, int pages) {
    return ", \"end\": "
        + ((page + 1) * SIZE - 1)
        + ", \"first_page_uri\": "
        + link(0, pages)
        + ", \"next_page_uri\": "
        + link(page + 1, pages)
        + ", \"page\": "
        + page
        + ", \"page_size\": "
        + SIZE
        + ", \"previous_page_uri\": "
        + link(page - 1, pages)
        + ", \"start\": "
        + page * SIZE
        + ", \"uri\": "
        + link(page, pages)
        + "}";
  }

  private static String link(int page, int pages) {
    if (page < 0 || page >= pages) {
      return "null";
    }
    String filter = "?To=%2B" + Account.pages(pages).substring(1) + "&PageSize=" + SIZE;
    String token = page == 0 ? "" : "&PageToken=PACA" + String.format("%032x", page);
    return "\"" + Account.PATH + ".json" + filter + "&Page=" + page + token + "\"";
  }

  private static byte[] chunked(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += CHUNK) {
      chunk(bytes, at, Math.min(CHUNK, bytes.length - at), out);
    }
    return out.toByteArray();
  }

  private static void chunk(byte[] bytes, int from, int length, ByteArrayOutputStream out) {
    out.writeBytes(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(CRLF);
    out.write(bytes, from, length);
    out.writeBytes(CRLF);
  }
}
