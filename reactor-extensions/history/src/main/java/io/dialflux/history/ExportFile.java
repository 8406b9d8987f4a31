package io.dialflux.history;

import io.dialflux.call.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
  private @Nullable HistoryToken token;
  private @Nullable HistoryPage last;
  private long checkpointAt;

  private ExportFile(CallExport export, PartFile part, @Nullable Checkpoint checkpoint) {
    this.export = export;
    this.part = part;
    this.windows = checkpoint == null ? new TreeMap<>() : checkpoint.windows();
    this.token = checkpoint == null ? null : checkpoint.token();
    this.writer = export.format().writer(text);
    this.checkpointAt = nanos();
  }

  /** Whether nothing is left to do. */
  static boolean isFinished(CallExport export) {
    Path file = export.file();
    if (!Files.exists(file)) {
      return false;
    }
    if (export.resumes() && Files.exists(Manifest.of(file))) {
      deleteCheckpoint(export); // which a crash right after the rename leaves
      return true;
    }
    throw new UncheckedIOException(new FileAlreadyExistsException(file.toString()));
  }

  private static void deleteCheckpoint(CallExport export) {
    try {
      Files.deleteIfExists(checkpointFile(export));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ExportFile open(CallExport export) {
    try {
      Checkpoint checkpoint = export.resumes() ? checkpoint(export) : null;
      PartFile part =
          PartFile.open(
              Disk.beside(export.file(), ".part"),
              export.gzipped(),
              checkpoint == null ? 0 : checkpoint.offset(),
              !export.resumes());
      ExportFile file = new ExportFile(export, part, checkpoint);
      if (checkpoint == null) {
        deleteCheckpoint(export); // of a part that is gone
        file.writer.header();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Checkpoint checkpoint(CallExport export) throws IOException {
    Path file = checkpointFile(export);
    if (!Files.exists(file)) {
      return null;
    }
    Checkpoint checkpoint = Checkpoint.parse(Files.readString(file));
    if (!checkpoint.format().equals(export.formatName())) {
      throw new IllegalArgumentException(
          "the export that was begun has another format: " + checkpoint.format());
    }
    return checkpoint;
  }

  private static Path checkpointFile(CallExport export) {
    return Disk.beside(export.file(), ".checkpoint");
  }

  /** Where the history goes on; null at its beginning. */
  @Nullable HistoryToken resumeAt() {
    return token;
  }

  synchronized HistoryProgress write(HistoryPage page) {
    try {
      WindowTally tally = windows.computeIfAbsent(page.window(), w -> WindowTally.empty());
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
    if (last != null) {
      token = last.token();
      Checkpoint checkpoint = new Checkpoint(export.formatName(), offset, token, windows);
      Disk.replace(checkpointFile(export), checkpoint.text());
    }
    checkpointAt = nanos();
    return offset;
  }

  /** The history is at its end. */
  synchronized void finish() {
    try {
      flush();
      part.end();
      long offset = checkpoint();
      part.close();
      Path file = export.file();
      Disk.replace(Manifest.of(file), Manifest.text(export, offset, token, windows));
      Disk.rename(Disk.beside(file, ".part"), file);
      deleteCheckpoint(export);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long nanos() {
    return export.scheduler().now(TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void close() {
    try {
      part.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
