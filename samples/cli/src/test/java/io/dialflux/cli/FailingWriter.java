package io.dialflux.cli;

import java.io.IOException;
import java.io.Writer;

/** A standard output that takes nothing. */
final class FailingWriter extends Writer {
  private final String reason;

  FailingWriter(String reason) {
    this.reason = reason;
  }

  @Override
  public void write(char[] text, int from, int count) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
