package io.dialflux.call;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a listing, newest call first. Immutable. */
public final class CallPage {
  private final List<Call> calls;
  private final @Nullable PageToken next;

  private CallPage(List<Call> calls, @Nullable PageToken next) {
    this.calls = calls;
    this.next = next;
  }

  /**
   * A page for tests and mocks.
   *
   * @param calls copied
   * @param next null for the last page
   * @return a page of those calls
   */
  public static CallPage of(List<Call> calls, @Nullable PageToken next) {
    return new CallPage(List.copyOf(calls), next);
  }

  /**
   * Reads a page as Twilio sends it.
   *
   * @param json one JSON object; fields that are not known here are passed over
   * @return the page, of which each call is as {@link Call#parse(String)} reads it
   * @throws IllegalArgumentException if the text is no JSON object with {@code calls} and {@code
   *     next_page_uri}
   */
  public static CallPage parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As {@link #parse(String)}, from UTF-8.
   *
   * @param json left as it is
   * @return the page
   * @throws IllegalArgumentException if the text is no JSON object with {@code calls} and {@code
   *     next_page_uri}
   */
  public static CallPage parse(byte[] json) {
    CallPageReader reader = new CallPageReader();
    reader.read(json, 0, json.length);
    return reader.end();
  }

  /** {@return the page's calls, newest first; unmodifiable. An empty page need not be the last} */
  public List<Call> calls() {
    return calls;
  }

  /** {@return where the listing goes on; null after the last page} */
  public @Nullable PageToken next() {
    return next;
  }

  @Override
  public String toString() {
    return "CallPage[" + calls.size() + (next == null ? " calls, last]" : " calls]");
  }
}
