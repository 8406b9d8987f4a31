package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * SQLite's log, which a killed process leaves beside the ledger and the next to open it takes in. A
 * backup that was put in the ledger's place meanwhile would be mixed up with it. The two are told
 * apart by time: SQLite changes the file itself only right after it has written the log.
 */
final class Leftover {
  /** What taking a long log into the file may last. */
  private static final Duration TAKING_IN = Duration.ofMinutes(1);

  private Leftover() {}

  /** Refuses a file that was put in place after the log beside it was written. */
  static void check(Path ledger) {
    Path log = ledger.resolveSibling(ledger.getFileName() + "-wal");
    try {
      if (Files.exists(ledger)
          && Files.exists(log)
          && Files.size(log) > 0
          && changed(ledger).isAfter(changed(log).plus(TAKING_IN))) {
        throw new LedgerException(
            Reason.UNUSABLE,
            "the file was put in place of one that a killed process left unfinished: delete the"
                + " files beside it that end in -wal and -shm, which are not its own",
            null);
      }
    } catch (IOException e) {
      throw new LedgerException(Reason.UNUSABLE, "the ledger's folder cannot be read", e);
    }
  }

  /** The time of the content or, where the system keeps one, of a move or a copy. */
  private static Instant changed(Path file) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return written;
    }
    Instant placed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    return placed.isAfter(written) ? placed : written;
  }
}
