package io.dialflux.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Gzip of any number of members, cut wherever the network likes. */
class GunzipPropertiesTest {
  private static byte[] members(List<byte[]> texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] text : texts) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(text);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] decoded(byte[] gzip, int length, Random pieces) throws ZipException {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    try (Gunzip gunzip = new Gunzip()) {
      byte[] piece = new byte[length];
      for (int at = 0; at < length; ) {
        int size = Math.min(length - at, 1 + pieces.nextInt(20));
        System.arraycopy(gzip, at, piece, 0, size);
        assertThat(
                gunzip.feed(
                    piece,
                    size,
                    (bytes, count) -> {
                      decoded.write(bytes, 0, count);
                      return true;
                    }))
            .isTrue();
        at += size;
      }
      gunzip.end();
    }
    return decoded.toByteArray();
  }

  private static byte[] together(List<byte[]> texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    texts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Property(tries = 300)
  void allMembersAreDecoded(@ForAll @Size(max = 5) List<byte[]> texts, @ForAll long seed)
      throws IOException {
    byte[] gzip = members(texts);
    assertThat(decoded(gzip, gzip.length, new Random(seed))).isEqualTo(together(texts));
  }

  @Property(tries = 300)
  void aCutMemberIsFoundOut(
      @ForAll @Size(min = 1, max = 3) List<byte[]> texts,
      @ForAll @IntRange(min = 1, max = 17) int missing,
      @ForAll long seed)
      throws IOException {
    byte[] gzip = members(texts);
    assertThatThrownBy(() -> decoded(gzip, gzip.length - missing, new Random(seed)))
        .isInstanceOf(ZipException.class);
  }

  /** The head's optional fields (RFC 1952, 2.3.1), each there or not. */
  @Property(tries = 32)
  void theHeadsFieldsArePassedOver(
      @ForAll @IntRange(min = 0, max = 31) int flags, @ForAll byte[] text, @ForAll long seed)
      throws IOException {
    byte[] plain = members(List.of(text));
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    gzip.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
    if ((flags & 4) != 0) {
      gzip.writeBytes(new byte[] {3, 0, 9, 0, 9});
    }
    if ((flags & 8) != 0) {
      gzip.writeBytes(new byte[] {'n', 'a', 'm', 'e', 0});
    }
    if ((flags & 16) != 0) {
      gzip.writeBytes(new byte[] {0});
    }
    if ((flags & 2) != 0) {
      CRC32 crc = new CRC32();
      crc.update(gzip.toByteArray());
      gzip.writeBytes(new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)});
    }
    gzip.write(plain, 10, plain.length - 10);
    byte[] bytes = gzip.toByteArray();
    assertThat(decoded(bytes, bytes.length, new Random(seed))).isEqualTo(text);
  }
}
