package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of a ledger, in a file beside it, so that a backup put in the ledger's place
 * is found out: it is older than its mark. Written after the commit and not synced: what a crash of
 * the machine takes from it only makes it older, and never refuses a ledger wrongly.
 */
final class SeenMark implements AutoCloseable {
  private static final int SIZE = 80;

  /** The ledger's id, the number of its last commit of intents, and when that was. */
  record Seen(String ledger, long sequence, long atMillis) {}

  private final FileChannel channel;

  private SeenMark(FileChannel channel) {
    this.channel = channel;
  }

  static SeenMark beside(Path ledger) {
    try {
      return new SeenMark(
          FileChannel.open(
              ledger.resolveSibling(ledger.getFileName() + ".seen"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new LedgerException(Reason.UNUSABLE, "the ledger's .seen file cannot be written", e);
    }
  }

  /** Null where there is none yet. */
  @Nullable Seen read() {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(SIZE);
      channel.read(bytes, 0);
      String[] parts =
          new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII)
              .trim()
              .split(" +");
      return parts.length < 3
          ? null
          : new Seen(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    } catch (IOException | NumberFormatException e) {
      throw new LedgerException(Reason.UNUSABLE, "the ledger's .seen file cannot be read", e);
    }
  }

  void write(Seen seen) {
    String text = seen.ledger + " " + digits(seen.sequence) + " " + digits(seen.atMillis) + "\n";
    try {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      throw new LedgerException(Reason.UNUSABLE, "the ledger's .seen file cannot be written", e);
    }
  }

  /** As many as any number has, so that the latest mark covers the one before. */
  private static String digits(long number) {
    String digits = Long.toString(number);
    return "0".repeat(19 - digits.length()) + digits;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // nothing of it is needed any more
    }
  }
}
