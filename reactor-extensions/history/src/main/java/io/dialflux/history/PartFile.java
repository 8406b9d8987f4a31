package io.dialflux.history;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of an export under way, plain or as gzip. Blocks; not thread-safe. */
final class PartFile implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final boolean gzip;
  private final OutputStream out = new Out();
  private @Nullable Member member;
  private long offset;

  private PartFile(Path file, FileChannel channel, boolean gzip) {
    this.file = file;
    this.channel = channel;
    this.gzip = gzip;
  }

  /**
   * Opens it, for nobody else meanwhile.
   *
   * @param mustBeNew whether it is an error if something is in it
   */
  static PartFile open(Path file, boolean gzip, boolean mustBeNew) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(channel, file);
      if (mustBeNew && channel.size() > 0) {
        throw new FileAlreadyExistsException(file.toString());
      }
      return new PartFile(file, channel, gzip);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** One export at a time writes it; the lock ends with the process, however that ends. */
  private static void lock(FileChannel channel, Path file) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      lock = null;
    }
    if (lock == null || !Files.exists(file)) { // or had its own name just before
      throw new FileSystemException(file.toString(), null, "is being written by another export");
    }
  }

  boolean isEmpty() throws IOException {
    return channel.size() == 0;
  }

  /** Goes on behind so many bytes, and cuts off the others. */
  void cutOff(long length) throws IOException {
    if (channel.size() < length) {
      throw new FileSystemException(file.toString(), null, "is shorter than its checkpoint says");
    }
    channel.truncate(length);
    channel.position(length);
    offset = length;
  }

  void write(byte[] bytes, int length) throws IOException {
    if (!gzip) {
      out.write(bytes, 0, length);
      return;
    }
    if (member == null) {
      member = new Member(out);
    }
    member.write(bytes, 0, length);
  }

  /** Forces all of it to the disk; compressed, it can be cut off here. */
  long force() throws IOException {
    if (member != null) {
      member.finish();
      member.free();
      member = null;
    }
    channel.force(false);
    return offset;
  }

  /** At its end: nothing at all is no gzip. */
  void end() throws IOException {
    if (gzip && offset == 0) {
      write(new byte[0], 0);
      force();
    }
  }

  @Override
  public void close() throws IOException {
    if (member != null) {
      member.free();
      member = null;
    }
    channel.close();
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      // what is on the heap is copied to direct memory, which is as large as what is written
      for (int at = from; at < from + length; ) {
        int count = Math.min(CHUNK, from + length - at);
        int written = channel.write(ByteBuffer.wrap(bytes, at, count));
        at += written;
        offset += written;
      }
    }
  }

  private static final class Member extends GZIPOutputStream {
    Member(OutputStream out) throws IOException {
      super(out, CHUNK);
      def.setLevel(Deflater.BEST_SPEED);
    }

    /** Its native memory. */
    void free() {
      def.end();
    }
  }
}
