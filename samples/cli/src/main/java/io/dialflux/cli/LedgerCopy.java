package io.dialflux.cli;

import io.dialflux.campaign.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A ledger to try things on, with all that the real one holds at this moment. */
final class LedgerCopy {
  private LedgerCopy() {}

  /** Also while a campaign runs on it; nothing is copied of a ledger that is not there. */
  static void make(Path ledger, Path copy) throws IOException {
    if (!Files.exists(ledger)) {
      return;
    }
    SqliteStore.openReadOnly(ledger).close(); // refuses a backup beside another file's log
    try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + ledger.toAbsolutePath());
        PreparedStatement into = from.prepareStatement("VACUUM INTO ?")) {
      into.setString(1, copy.toAbsolutePath().toString());
      into.execute();
    } catch (SQLException e) {
      throw new IOException("it cannot be copied: SQLite error " + e.getErrorCode(), e);
    }
  }
}
