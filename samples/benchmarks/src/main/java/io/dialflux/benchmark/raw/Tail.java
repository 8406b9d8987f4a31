package io.dialflux.benchmark.raw;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of a page and keeps its end, where the link to the next page is. */
final class Tail {
  private static final String LINK = "\"next_page_uri\": \"";
  private static final int KEPT = 2_048;

  private final byte[] last = new byte[KEPT];
  private int kept;
  private long size;

  Tail add(ByteBuf bytes) {
    int length = bytes.readableBytes();
    size += length;
    int fresh = Math.min(KEPT, length);
    int old = Math.min(kept, KEPT - fresh);
    System.arraycopy(last, kept - old, last, 0, old);
    bytes.getBytes(bytes.writerIndex() - fresh, last, old, fresh);
    kept = old + fresh;
    return this;
  }

  long size() {
    return size;
  }

  @Nullable String next() {
    String text = new String(last, 0, kept, StandardCharsets.US_ASCII);
    int at = text.indexOf(LINK);
    return at < 0
        ? null
        : text.substring(at + LINK.length(), text.indexOf('"', at + LINK.length()));
  }
}
