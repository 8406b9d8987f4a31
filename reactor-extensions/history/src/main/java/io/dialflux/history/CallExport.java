package io.dialflux.history;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Writes a history to a file, so that being cut off at any instant, even by {@code kill -9} or a
 * power cut, neither loses nor repeats a call, but for what {@link CallHistory} says of a reading
 * that is gone on with. Immutable; an option returns a new export.
 *
 * <pre>{@code
 * CallExport.csv(Path.of("autumn.csv")).resume().write(history)
 *     .doOnNext(progress -> System.out.println(progress.calls()))
 * }</pre>
 *
 * <p>For a file {@code autumn.csv} there are, beside it: while it is written, {@code
 * autumn.csv.part} with the calls and {@code autumn.csv.checkpoint}, which is replaced after the
 * calls before it were forced to the disk and says how long the part then was; when it is done,
 * {@code autumn.csv.manifest.json}. The part is given the file's own name in one step at the end,
 * so under that name there is never half an export. The checkpoint holds the history's filters, and
 * so perhaps phone numbers.
 *
 * <p>Beside what the history itself holds, the lines of a page are held for each window that is
 * read. They are made on the threads that have read the calls, and written on {@link #scheduler}.
 *
 * <p>The manifest has, for the file and for each window of the history, how many calls there are of
 * it and the sum (modulo 2<sup>256</sup>) of the SHA-256 of each call's line, line end included: a
 * figure that does not depend on their order, so that two exports of one range can be compared, and
 * a copy with its manifest. A checksum of the file as a whole it has not: that would have to be
 * begun anew whenever an export is gone on with. For JSON Lines this tells the sum again (for CSV
 * behind {@code tail -n +2}, if no text has a line break; for gzip behind {@code zcat}):
 *
 * <pre>{@code
 * python3 -c 'import sys, hashlib; print("%064x" % (sum(int(hashlib.sha256(line).hexdigest(), 16)
 *     for line in sys.stdin.buffer) % 2**256))' < calls.jsonl
 * }</pre>
 *
 * <p>It has the history's {@link HistoryToken#value() token} too, whose {@code to} is the watermark
 * for {@link CallHistory#changesSince}.
 */
@CheckReturnValue
public final class CallExport {
  private final Path file;
  private final Format format;
  private final boolean gzip;
  private final boolean resume;
  private final Duration checkpointEvery;
  private final Scheduler scheduler;

  private CallExport(
      Path file,
      Format format,
      boolean gzip,
      boolean resume,
      Duration checkpointEvery,
      Scheduler scheduler) {
    this.file = Objects.requireNonNull(file, "file");
    this.format = format;
    this.gzip = gzip;
    this.resume = resume;
    this.checkpointEvery = checkpointEvery;
    this.scheduler = scheduler;
  }

  /**
   * An export of JSON Lines: one JSON object a call, with Twilio's names and as Twilio writes
   * values, so that {@link io.dialflux.call.Call#parse(String)} reads it. Without {@code
   * subresource_uris}, which follow from {@code uri}.
   *
   * @param file does not exist yet
   * @return an export with every option at its default
   */
  public static CallExport jsonLines(Path file) {
    return of(file, Format.JSON_LINES);
  }

  /**
   * An export of CSV by RFC 4180, with a header of Twilio's names. Times are ISO 8601 in UTC,
   * durations seconds, {@code queue_time} milliseconds; what is null is empty.
   *
   * @param file does not exist yet
   * @return an export with every option at its default
   */
  public static CallExport csv(Path file) {
    return of(file, Format.CSV);
  }

  private static CallExport of(Path file, Format format) {
    return new CallExport(
        file, format, false, false, Duration.ofSeconds(2), Schedulers.boundedElastic());
  }

  /** {@return this export, compressed: one gzip member for each checkpoint} */
  public CallExport gzip() {
    return new CallExport(file, format, true, resume, checkpointEvery, scheduler);
  }

  /**
   * {@return this export, with an apostrophe before each CSV cell that a spreadsheet would take for
   * a formula: one that begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a carriage
   * return} So phone numbers stay text too. Prices are left as they are. JSON Lines are not
   * changed.
   */
  public CallExport neutraliseFormulas() {
    Format neutral = format == Format.CSV ? Format.NEUTRAL_CSV : format;
    return new CallExport(file, neutral, gzip, resume, checkpointEvery, scheduler);
  }

  /**
   * {@return this export, going on where it was cut off} Where nothing was begun, it begins; where
   * the file is there already with its manifest, and as long as that says, nothing is left to do.
   * What is there must be of the same account, filters, range and format; and a file that was begun
   * before its range was over ends there, and is refused when it is done. Without this, it is an
   * error that something is there.
   */
  public CallExport resume() {
    return new CallExport(file, format, gzip, true, checkpointEvery, scheduler);
  }

  /**
   * {@return this export, with so much time between two checkpoints: about as much work is done
   * again after a crash}
   *
   * @param time not negative; zero for one after each page; 2 seconds if not given
   */
  public CallExport checkpointEvery(Duration time) {
    Duration every = Checks.countable(Checks.notNegative("time", time));
    return new CallExport(file, format, gzip, resume, every, scheduler);
  }

  /**
   * {@return this export, with other threads for its work on files, which blocks}
   *
   * @param scheduler {@link Schedulers#boundedElastic()} if not given
   */
  public CallExport scheduler(Scheduler scheduler) {
    return new CallExport(
        file,
        format,
        gzip,
        resume,
        checkpointEvery,
        Objects.requireNonNull(scheduler, "scheduler"));
  }

  /**
   * Reads the history and writes it, as fast as the progress is requested; whoever wants no
   * progress asks for {@code then()}. Cold. Cancelling ends it, and closes the file soon after;
   * what was written since the last checkpoint is written again when it is resumed.
   *
   * @param history what to write; to resume, the same as the first time
   * @return how far it has come, after each page; completes when the file has its own name. Errors
   *     are {@link HistoryInterruptedException}, {@link java.io.UncheckedIOException} and, where
   *     what is there is of another history or format, {@link IllegalArgumentException}
   */
  public Flux<HistoryProgress> write(CallHistory history) {
    Objects.requireNonNull(history, "history");
    return ExportRun.of(this, history);
  }

  Path file() {
    return file;
  }

  Format format() {
    return format;
  }

  /** As files say it. */
  String formatName() {
    return format.text() + (gzip ? " gzip" : "");
  }

  boolean gzipped() {
    return gzip;
  }

  boolean resumes() {
    return resume;
  }

  Duration checkpointEvery() {
    return checkpointEvery;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  @Override
  public String toString() {
    return "CallExport[" + formatName() + "]";
  }
}
