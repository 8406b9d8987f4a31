package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * That one process at a time dials on a ledger: the operating system's lock on a file beside it,
 * which ends with the process, however that ends. The file itself stays, because deleting it would
 * let two owners lock two files of one name.
 */
final class FileOwner implements AutoCloseable {
  /**
   * A system property, because POSIX takes all of a process's locks on a file away when any of its
   * channels is closed: so no other class loader's copy of this class may open a second one.
   */
  private static final String OWNED = FileOwner.class.getName() + ".owned.";

  private final Path file;
  private final FileChannel channel;

  private FileOwner(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes a ledger.
   *
   * @param ledger its {@linkplain #real real path}
   */
  static FileOwner of(Path ledger) {
    Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
    if (System.getProperties().putIfAbsent(OWNED + file, "") != null) {
      throw inUse();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new FileOwner(file, channel);
      }
    } catch (IOException e) {
      close(file, channel);
      throw new LedgerException(Reason.UNUSABLE, "the ledger's .lock file cannot be written", e);
    }
    close(file, channel);
    throw inUse();
  }

  /** The one path of a file, by whatever links it is reached. */
  static Path real(Path ledger) {
    try {
      Path absolute = ledger.toAbsolutePath();
      Path folder = absolute.getParent();
      return Files.exists(absolute) || folder == null
          ? absolute.toRealPath()
          : folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw new LedgerException(Reason.UNUSABLE, "the ledger's folder cannot be read", e);
    }
  }

  private static LedgerException inUse() {
    return new LedgerException(
        Reason.IN_USE,
        "the ledger is in use by another dialler; open it for reading only, or stop the other first",
        null);
  }

  private static void close(Path file, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // the lock is gone with the channel in any case
    } finally {
      System.getProperties().remove(OWNED + file);
    }
  }

  @Override
  public void close() {
    close(file, channel);
  }
}
