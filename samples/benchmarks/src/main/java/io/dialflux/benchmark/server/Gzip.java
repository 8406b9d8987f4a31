package io.dialflux.benchmark.server;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/** A beginning that is compressed once, and ends of it that are stored as they are. */
final class Gzip {
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int[] TABLE = table();

  private final ByteBuf begin;
  private final int crc;
  private final int length;

  Gzip(byte[] text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(text);
    byte[] out = Arrays.copyOf(HEAD, text.length);
    int size = HEAD.length;
    size += deflater.deflate(out, size, out.length - size, Deflater.SYNC_FLUSH);
    deflater.end();
    begin = Answer.lasting(Arrays.copyOf(out, size));
    crc = crc(0, text);
    length = text.length;
  }

  ByteBuf begin() {
    return begin;
  }

  /** A last block that is not compressed, and the trailer. */
  byte[] end(byte[] rest) {
    ByteBuffer end = ByteBuffer.allocate(rest.length + 13).order(ByteOrder.LITTLE_ENDIAN);
    end.put((byte) 1).putShort((short) rest.length).putShort((short) ~rest.length).put(rest);
    return end.putInt(crc(crc, rest)).putInt(length + rest.length).array();
  }

  /** The JDK's own cannot go on from a value. */
  private static int crc(int before, byte[] bytes) {
    int crc = ~before;
    for (byte b : bytes) {
      crc = TABLE[(crc ^ b) & 0xff] ^ (crc >>> 8);
    }
    return ~crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int n = 0; n < table.length; n++) {
      int crc = n;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : 0xedb88320 ^ (crc >>> 1);
      }
      table[n] = crc;
    }
    return table;
  }
}
