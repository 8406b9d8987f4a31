package io.dialflux.call;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decodes single calls, and remembers from one to the next how they begin: what follows is compared
 * instead of parsed. {@link Call#parse(byte[])} reads the same and remembers nothing. A client has
 * one of its own; not made for other uses. Thread-safe.
 */
public final class CallDecoder {
  /** What a scanner remembers is as long as the calls it has scanned. */
  private static final int LONGEST_REMEMBERED = 32 * 1024;

  /** Held by one thread at a time; a thread that finds none makes one. */
  private final AtomicReference<@Nullable CallScanner> spare = new AtomicReference<>();

  /** A decoder that remembers nothing yet. */
  public CallDecoder() {}

  /**
   * Reads a call as {@link Call#parse(byte[])} does.
   *
   * @param json left as it is
   * @return the call
   * @throws IllegalArgumentException if the text is no JSON object with a {@code sid}
   */
  public Call call(byte[] json) {
    CallScanner taken = spare.getAndSet(null);
    CallScanner scanner = taken == null ? new CallScanner() : taken;
    Call plain = scanner.call(json);
    Call call = plain == null ? CallReader.parse(json, scanner.names) : plain;
    if (json.length <= LONGEST_REMEMBERED) {
      spare.set(scanner);
    }
    return call;
  }
}
