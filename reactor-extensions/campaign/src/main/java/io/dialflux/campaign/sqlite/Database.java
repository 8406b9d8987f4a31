package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Objects;
import org.sqlite.SQLiteConfig;

/** Connections to a ledger's file, and its schema. */
final class Database {
  static final int VERSION = 4;

  /** "dflx", so that {@code file} and others can tell a ledger. */
  private static final int APPLICATION = 0x64666c78;

  private static final int DISK_FULL = 13;

  private static final int BUSY_MILLIS = 10_000;

  /**
   * Pages of the log before they are taken into the file: 40 MB. A call changes some ten, so that
   * SQLite's own thousand would have it sync the file, too, dozens of times a second.
   */
  private static final int LOG_PAGES = 10_000;

  private Database() {}

  /** A connection that may write; the schema is made where the file is new. */
  static Connection writer(Path file) {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-64_000); // 64 MB, in which a million leads' indexes are mostly found
    Connection connection = open(config, file);
    try {
      execute(connection, "PRAGMA wal_autocheckpoint = " + LOG_PAGES);
      if (version(connection) == 0) {
        create(connection);
      }
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw unusable("cannot be written", e);
    }
  }

  /** A connection for queries, which sees what is committed. */
  static Connection reader(Path file) {
    if (!Files.exists(file)) {
      throw new LedgerException(Reason.UNUSABLE, "there is no ledger in that file", null);
    }
    Connection connection = open(config(), file);
    try (Statement statement = connection.createStatement()) {
      if (version(connection) == 0) {
        close(connection);
        throw new LedgerException(Reason.UNUSABLE, "the file is no ledger", null);
      }
      statement.execute("PRAGMA query_only = 1");
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw unusable("cannot be read", e);
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // what failed before is what is told
    }
  }

  static LedgerException unusable(String what, SQLException e) {
    String why = e.getErrorCode() == DISK_FULL ? ": the disk is full" : "";
    return new LedgerException(
        Reason.UNUSABLE, "the ledger " + what + why + ": SQLite error " + e.getErrorCode(), e);
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return config;
  }

  private static Connection open(SQLiteConfig config, Path file) {
    Leftover.check(file);
    try {
      return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException e) {
      throw unusable("cannot be opened", e);
    }
  }

  private static int version(Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    if (version > VERSION) {
      connection.close();
      throw new LedgerException(
          Reason.NEWER,
          "the ledger is of version " + version + ", newer than " + VERSION + " that is known here",
          null);
    }
    if (version > 0 && version < VERSION) {
      connection.close();
      throw new LedgerException(
          Reason.UNUSABLE, "the ledger is of version " + version + ", before any release", null);
    }
    boolean foreign =
        version == 0 && number(connection, "SELECT count(*) FROM sqlite_master") > 0
            || version > 0 && number(connection, "PRAGMA application_id") != APPLICATION;
    if (foreign) {
      connection.close();
      throw new LedgerException(Reason.UNUSABLE, "the file is a database, but no ledger", null);
    }
    return version;
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      statement.executeUpdate(schema());
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION);
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO ledger VALUES (?, ?, NULL, 0, 0, NULL)")) {
      insert.setString(1, random(16));
      insert.setString(2, random(32));
      insert.executeUpdate();
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("COMMIT");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.getInt(1);
    }
  }

  static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String schema() {
    try (InputStream in =
        Objects.requireNonNull(Database.class.getResourceAsStream("schema.sql"), "schema.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
