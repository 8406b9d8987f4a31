package io.dialflux.internal.netty;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decodes gzip (RFC 1952) as its bytes come, any number of members one behind the other, and says
 * whether the last one was whole. Netty's decoder drops what follows the first member, or cannot
 * tell that the last one was cut. Holds native memory until closed.
 */
final class Gunzip implements AutoCloseable {
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CHECKSUM = 2;
  private static final int RESERVED = 0xE0;

  private static final int CHUNK = 16 * 1024;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] chunk = new byte[CHUNK];

  private Part part = Part.HEAD;
  private int flags;
  private int seen; // bytes of this part
  private long number; // that the bytes of this part make up
  private long length; // of the member, decoded

  /** The parts of a member, in their order. */
  private enum Part {
    HEAD,
    EXTRA_LENGTH,
    EXTRA_FIELD,
    FILE_NAME,
    FILE_COMMENT,
    CHECKSUM_OF_HEAD,
    DATA,
    CHECKSUM,
    SIZE
  }

  /** Takes what was decoded. */
  interface Output {
    /** Returns false if no more is wanted. */
    boolean bytes(byte[] bytes, int length);
  }

  /**
   * Decodes the next bytes.
   *
   * @return false if the output wants no more
   */
  boolean feed(byte[] bytes, int length, Output output) throws ZipException {
    int at = 0;
    while (at < length) {
      if (part == Part.DATA) {
        inflater.setInput(bytes, at, length - at);
        if (!inflate(output)) {
          return false;
        }
        at = length - inflater.getRemaining();
      } else {
        around(bytes[at++] & 0xFF);
      }
    }
    return true;
  }

  private boolean inflate(Output output) throws ZipException {
    try {
      while (true) {
        int decoded = inflater.inflate(chunk);
        if (decoded > 0) {
          crc.update(chunk, 0, decoded);
          length += decoded;
          if (!output.bytes(chunk, decoded)) {
            return false;
          }
        } else if (inflater.finished()) {
          next(Part.CHECKSUM);
          return true;
        } else if (inflater.needsInput()) {
          return true;
        } else {
          throw new ZipException("gzip needs a dictionary");
        }
      }
    } catch (DataFormatException garbled) {
      throw new ZipException("gzip data is garbled");
    }
  }

  /** Takes a byte of what stands before or behind the data. */
  private void around(int b) throws ZipException {
    switch (part) {
      case HEAD -> head(b);
      case EXTRA_LENGTH -> {
        number |= (long) b << 8 * seen++;
        if (seen == 2) {
          long extra = number;
          next(extra == 0 ? after(EXTRA) : Part.EXTRA_FIELD);
          number = extra;
        }
      }
      case EXTRA_FIELD -> {
        if (--number == 0) {
          next(after(EXTRA));
        }
      }
      case FILE_NAME -> {
        if (b == 0) {
          next(after(NAME));
        }
      }
      case FILE_COMMENT -> {
        if (b == 0) {
          next(after(COMMENT));
        }
      }
      case CHECKSUM_OF_HEAD -> {
        if (++seen == 2) {
          next(Part.DATA);
        }
      }
      case CHECKSUM -> trailer(b, crc.getValue(), Part.SIZE);
      case SIZE -> trailer(b, length & 0xFFFFFFFFL, Part.HEAD);
      case DATA -> throw new IllegalStateException();
    }
  }

  private void head(int b) throws ZipException {
    boolean good =
        switch (seen) {
          case 0 -> b == 0x1F;
          case 1 -> b == 0x8B;
          case 2 -> b == 8;
          case 3 -> (b & RESERVED) == 0;
          default -> true; // time, kind of compression, operating system
        };
    if (!good) {
      throw new ZipException("not gzip");
    }
    if (seen == 3) {
      flags = b;
    }
    if (++seen == 10) {
      next(after(0));
    }
  }

  private void trailer(int b, long expected, Part following) throws ZipException {
    number |= (long) b << 8 * seen++;
    if (seen == 4) {
      if (number != expected) {
        throw new ZipException("gzip's checksum or size is wrong");
      }
      next(following);
    }
  }

  /** The part of the head that follows one whose flag this is. */
  private Part after(int flag) {
    if (flag < EXTRA && (flags & EXTRA) != 0) {
      return Part.EXTRA_LENGTH;
    }
    if (flag < NAME && (flags & NAME) != 0) {
      return Part.FILE_NAME;
    }
    if (flag < COMMENT && (flags & COMMENT) != 0) {
      return Part.FILE_COMMENT;
    }
    return (flags & HEADER_CHECKSUM) != 0 ? Part.CHECKSUM_OF_HEAD : Part.DATA;
  }

  private void next(Part following) {
    part = following;
    seen = 0;
    number = 0;
    if (following == Part.HEAD) {
      inflater.reset();
      crc.reset();
      length = 0;
    }
  }

  /**
   * The end of the bytes.
   *
   * @throws ZipException if they end within a member
   */
  void end() throws ZipException {
    if (part != Part.HEAD || seen != 0) {
      throw new ZipException("gzip ends too soon");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
