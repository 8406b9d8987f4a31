package io.dialflux.history;

import io.dialflux.call.Call;

/**
 * Calls as text, a line each, just as {@link CallExport} writes them: for a pipe or a socket, where
 * there is no file that could be gone on with. Immutable.
 */
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
   * @param calls such as those of a page
   */
  public String of(Iterable<Call> calls) {
    ByteText text = new ByteText();
    calls.forEach(format.writer(text)::write);
    return text.text(0);
  }

  @Override
  public String toString() {
    return "CallLines[" + format.text() + "]";
  }
}
