package io.dialflux.cli;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Keeps what went wrong first, which a {@link java.io.PrintWriter} would swallow. */
final class FailureKeeper extends Writer {
  private final Writer out;
  private @Nullable IOException failure;

  FailureKeeper(Writer out) {
    this.out = out;
  }

  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void write(char[] text, int from, int count) throws IOException {
    try {
      out.write(text, from, count);
    } catch (IOException e) {
      throw kept(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw kept(e);
    }
  }

  private IOException kept(IOException e) {
    failure = failure == null ? e : failure;
    return e;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
