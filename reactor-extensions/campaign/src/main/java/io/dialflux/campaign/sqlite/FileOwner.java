package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * That one process at a time dials on a ledger: the operating system's lock on a file beside it,
 * which ends with the process, however that ends. The file itself stays, because deleting it would
 * let two owners lock two files of one name.
 */
final class FileOwner implements AutoCloseable {
  private final FileChannel channel;

  private FileOwner(FileChannel channel) {
    this.channel = channel;
  }

  static FileOwner of(Path ledger) {
    Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new FileOwner(channel);
      }
      channel.close();
      throw inUse();
    } catch (OverlappingFileLockException sameProcess) {
      close(channel);
      throw inUse();
    } catch (IOException e) {
      close(channel);
      throw new LedgerException(Reason.UNUSABLE, "the ledger's .lock file cannot be written", e);
    }
  }

  private static LedgerException inUse() {
    return new LedgerException(
        Reason.IN_USE,
        "the ledger is in use by another dialler; open it for reading only, or stop the other first",
        null);
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // it is the opening that failed
    }
  }

  @Override
  public void close() {
    close(channel);
  }
}
