package io.dialflux.history;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.call.Call;
import java.util.Arrays;
import java.util.Objects;
import reactor.core.publisher.Flux;

/**
 * Calls as text, a line each, just as {@link CallExport} writes them: for a pipe or a socket, where
 * there is no file that could be gone on with. Immutable.
 */
@CheckReturnValue
public final class CallLines {
  private final Format format;

  private CallLines(Format format) {
    this.format = format;
  }

  /** {@return lines as of {@link CallExport#jsonLines}} */
  public static CallLines jsonLines() {
    return new CallLines(Format.JSON_LINES);
  }

  /** {@return lines as of {@link CallExport#csv}} */
  public static CallLines csv() {
    return new CallLines(Format.CSV);
  }

  /** {@return these lines as by {@link CallExport#neutraliseFormulas}} */
  public CallLines neutraliseFormulas() {
    return format == Format.CSV ? new CallLines(Format.NEUTRAL_CSV) : this;
  }

  /** {@return what stands before the first call, with its line's end: CSV's header, or nothing} */
  public String header() {
    ByteText text = new ByteText();
    format.writer(text).header();
    return text.text(0);
  }

  /**
   * {@return the calls, each with its line's end}
   *
   * @param calls some that are at hand; those of a history are written much faster by {@link
   *     #of(CallHistory)}
   */
  public String of(Iterable<Call> calls) {
    ByteText text = new ByteText();
    calls.forEach(format.writer(text)::write);
    return text.text(0);
  }

  /**
   * {@return a history as UTF-8: the header, if there is one, and then the lines of each of its
   * {@link CallHistory#pages() pages}, under their bound and with their errors; some are empty} The
   * lines of a page are held for each window that is read.
   *
   * @param history what to write
   */
  public Flux<byte[]> of(CallHistory history) {
    return Flux.defer(
        () -> {
          byte[] header = ByteText.ascii(header());
          return header.length == 0 ? pages(history) : pages(history).startWith(header);
        });
  }

  private Flux<byte[]> pages(CallHistory history) {
    SpareLines lines = new SpareLines(format);
    return history
        .pages(lines::take)
        .map(
            page -> {
              PageLines written = Objects.requireNonNull(page.lines());
              byte[] text = Arrays.copyOf(written.bytes(), written.length());
              lines.giveBack(written);
              return text;
            });
  }

  @Override
  public String toString() {
    return "CallLines[" + format.text() + "]";
  }
}
