package io.dialflux.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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
  private final CallExport export;
  private final PartFile part;
  private final Map<String, WindowTally> windows;
  private final SpareLines lines;
  private HistoryToken token;
  private @Nullable HistoryPage last;
  private long checkpointAt;
  private boolean closed;
  private volatile boolean left;

  private ExportFile(
      CallExport export, PartFile part, HistoryToken token, Map<String, WindowTally> windows) {
    this.export = export;
    this.part = part;
    this.token = token;
    this.windows = windows;
    this.lines = new SpareLines(export.format());
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
            ? closed(export, part)
            : Optional.of(opened(export, history, part));
      } catch (IOException | RuntimeException e) {
        part.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<ExportFile> closed(CallExport export, PartFile part) throws IOException {
    if (part.isEmpty()) { // and so begun by opening it just now
      Files.deleteIfExists(partFile(export));
    }
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
    HistoryToken token = Manifest.token(manifest);
    check(export, history, Manifest.format(manifest), token);
    if (history.isCutShort(token)) {
      throw new IllegalArgumentException(
          "the export that is there ends at " + token.to() + "; choose another file");
    }
    if (Files.size(file) != Manifest.bytes(manifest)) {
      throw new FileSystemException(file.toString(), null, "is not as long as its manifest says");
    }
    Files.deleteIfExists(checkpointFile(export)); // which a crash right after the rename leaves
    return true;
  }

  private static ExportFile opened(CallExport export, CallHistory history, PartFile part)
      throws IOException {
    Path file = checkpointFile(export);
    Checkpoint checkpoint =
        export.resumes() && Files.exists(file) ? Checkpoint.parse(Files.readString(file)) : null;
    // the file may have been moved away after a crash right behind the rename
    boolean gone = checkpoint != null && checkpoint.token().isDone() && part.isEmpty();
    if (checkpoint == null || gone) {
      Files.deleteIfExists(file); // of a part that is gone
      part.cutOff(0);
      ExportFile begins = new ExportFile(export, part, history.beginning(), new TreeMap<>());
      PageLines lines = new PageLines(export.format());
      lines.header();
      begins.append(lines);
      return begins;
    }
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

  /** What the lines of a page can be written to, for {@link #write}; on any thread. */
  PageLines lines() {
    return lines.take();
  }

  /** Nothing any more where it was closed meanwhile. */
  synchronized HistoryProgress write(HistoryPage page) {
    PageLines written = page.lines();
    if (closed || written == null) {
      return page.progress();
    }
    try {
      written.addTo(windows.computeIfAbsent(page.window(), w -> new WindowTally()));
      append(written);
      lines.giveBack(written);
      last = page;
      if (nanos() - checkpointAt >= export.checkpointEvery().toNanos()) {
        checkpoint();
      }
    } catch (IOException e) {
      failed(e);
    }
    return page.progress();
  }

  /** Nothing follows half a page; and of who has left, the write was interrupted. */
  private void failed(IOException e) {
    closed = true;
    if (!left) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(PageLines lines) throws IOException {
    if (lines.length() > 0) {
      part.write(lines.bytes(), lines.length());
    }
  }

  private long checkpoint() throws IOException {
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
      part.end();
      long offset = checkpoint();
      Path file = export.file();
      Disk.replace(Manifest.of(file), Manifest.text(export, offset, token, windows));
      Disk.rename(partFile(export), file); // while nobody else can lock it
      Files.deleteIfExists(checkpointFile(export));
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Nobody wants it any more, so what fails from now on is nobody's failure. On any thread. */
  void leave() {
    left = true;
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
