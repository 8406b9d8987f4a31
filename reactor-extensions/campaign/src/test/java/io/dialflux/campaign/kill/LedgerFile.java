package io.dialflux.campaign.kill;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** A ledger as anyone may read it: a file of SQLite. */
final class LedgerFile implements AutoCloseable {
  private final Connection connection;

  LedgerFile(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    connection = config.createConnection("jdbc:sqlite:" + file);
  }

  long number(String query, Object... arguments) throws SQLException {
    return Long.parseLong(texts(query, arguments).get(0));
  }

  /** The first column. */
  List<String> texts(String query, Object... arguments) throws SQLException {
    try (PreparedStatement statement = with(query, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  void execute(String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = with(sql, arguments)) {
      statement.execute();
    }
  }

  private PreparedStatement with(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
