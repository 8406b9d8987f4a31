package io.dialflux.history;

import io.dialflux.call.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of one export: part, checkpoint, manifest and in the end the file itself. Blocks. One
 * thread at a time writes; another may close it, which waits for the one.
 */
final class ExportFile implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final CallExport export;
  private final PartFile part;
  private final Map<String, WindowTally> windows;
  private final ByteText text = new ByteText();
  private final CallWriter writer;
  private HistoryToken token;
  private @Nullable HistoryPage last;
  private long checkpointAt;
  private boolean closed;

  private ExportFile(
      CallExport export, PartFile part, HistoryToken token, Map<String, WindowTally> windows) {
    this.export = export;
    this.part = part;
    this.token = token;
    this.windows = windows;
    this.writer = export.format().writer(text);
    this.checkpointAt = nanos();
  }

  /** Opens what is there, or begins it; empty where nothing is left to do. */
  static Optional<ExportFile> open(CallExport export, CallHistory history) {
    try {
      if (isFinished(export, history)) {
        return Optional.empty();
      }
      PartFile part = PartFile.open(partFile(export), export.gzipped(), !export.resumes());
      try {
        // whoever had it until now may have finished it
        return isFinished(export, history)
            ? closed(part)
            : Optional.of(opened(export, history, part));
      } catch (IOException | RuntimeException e) {
        part.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ExportFile> closed(PartFile part) throws IOException {
    part.close();
    return Optional.empty();
  }

  private static boolean isFinished(CallExport export, CallHistory history) throws IOException {
    Path file = export.file();
    if (!Files.exists(file)) {
      return false;
    }
    if (!export.resumes() || !Files.exists(Manifest.of(file))) {
      throw new FileAlreadyExistsException(file.toString());
    }
    String manifest = Files.readString(Manifest.of(file));
    check(export, history, Manifest.format(manifest), Manifest.token(manifest));
    Files.deleteIfExists(checkpointFile(export)); // which a crash right after the rename leaves
    return true;
  }

  private static ExportFile opened(CallExport export, CallHistory history, PartFile part)
      throws IOException {
    Path file = checkpointFile(export);
    boolean begun = export.resumes() && Files.exists(file);
    if (!begun) {
      Files.deleteIfExists(file); // of a part that is gone
      part.cutOff(0);
      ExportFile begins = new ExportFile(export, part, history.beginning(), new TreeMap<>());
      begins.writer.header();
      return begins;
    }
    Checkpoint checkpoint = Checkpoint.parse(Files.readString(file));
    check(export, history, checkpoint.format(), checkpoint.token());
    part.cutOff(checkpoint.offset());
    return new ExportFile(export, part, checkpoint.token(), checkpoint.windows());
  }

  private static void check(
      CallExport export, CallHistory history, String format, HistoryToken token) {
    boolean sameFormat = format.equals(export.formatName());
    String difference = sameFormat ? history.differsIn(token) : "format";
    if (difference != null) {
      throw new IllegalArgumentException("the export that is there has another " + difference);
    }
  }

  private static Path partFile(CallExport export) {
    return Disk.beside(export.file(), ".part");
  }

  private static Path checkpointFile(CallExport export) {
    return Disk.beside(export.file(), ".checkpoint");
  }

  /** Where the history goes on. */
  HistoryToken resumeAt() {
    return token;
  }

  /** Nothing any more where it was closed meanwhile. */
  synchronized HistoryProgress write(HistoryPage page) {
    if (closed) {
      return page.progress();
    }
    try {
      WindowTally tally = windows.computeIfAbsent(page.window(), w -> new WindowTally());
      for (Call call : page.calls()) {
        int from = text.length();
        writer.write(call);
        tally.add(text.bytes(), from, text.length() - from);
        if (text.length() >= CHUNK) {
          flush();
        }
      }
      last = page;
      if (nanos() - checkpointAt >= export.checkpointEvery().toNanos()) {
        checkpoint();
      }
      return page.progress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() throws IOException {
    if (text.length() == 0) {
      return;
    }
    part.write(text.bytes(), text.length());
    text.clear();
  }

  private long checkpoint() throws IOException {
    flush();
    long offset = part.force();
    token = last == null ? token : last.token();
    Checkpoint checkpoint = new Checkpoint(export.formatName(), offset, token, windows);
    Disk.replace(checkpointFile(export), checkpoint.text());
    checkpointAt = nanos();
    return offset;
  }

  /** The history is at its end. */
  synchronized void finish() {
    if (closed) {
      return;
    }
    try {
      flush();
      part.end();
      long offset = checkpoint();
      Path file = export.file();
      Disk.replace(Manifest.of(file), Manifest.text(export, offset, token, windows));
      Disk.rename(partFile(export), file); // while nobody else can lock it
      Files.deleteIfExists(checkpointFile(export));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long nanos() {
    return export.scheduler().now(TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      part.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
