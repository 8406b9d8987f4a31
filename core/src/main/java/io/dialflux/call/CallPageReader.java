package io.dialflux.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;

/**
 * Reads a page of calls piece by piece, as its bytes come: a call is there as soon as its own bytes
 * are. One reader reads one page. Not thread-safe.
 */
public final class CallPageReader {
  private final JsonParser parser =
      CallReader.JSON.createNonBlockingByteArrayParser(ObjectReadContext.empty());
  private final ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();

  private List<Call> calls = new ArrayList<>();
  private @Nullable PageToken next;

  private boolean begun;
  private boolean ended;
  private String name = "";
  private int skipped;
  private boolean inCalls;
  private boolean sawCalls;
  private boolean sawNext;
  private @Nullable CallReader call;

  /** A reader that awaits the page's first byte. */
  public CallPageReader() {}

  /**
   * Reads the next bytes of the page, wherever they were cut. The array may be used again
   * afterwards.
   *
   * @param bytes UTF-8 with the next bytes of the page
   * @param from where they begin
   * @param to where they end, exclusive
   * @throws IllegalArgumentException if this is no page of calls; its message does not quote it
   */
  public void read(byte[] bytes, int from, int to) {
    try {
      feeder.feedInput(bytes, from, to);
      for (JsonToken t = parser.nextToken(); more(t); t = parser.nextToken()) {
        accept(t);
      }
    } catch (JacksonException malformed) {
      throw CallReader.malformed(malformed);
    }
  }

  private static boolean more(@Nullable JsonToken token) {
    return token != null && token != JsonToken.NOT_AVAILABLE;
  }

  /** {@return the calls read since this was last asked for, perhaps none} */
  public List<Call> take() {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<Call> taken = calls;
    calls = new ArrayList<>();
    return taken;
  }

  /**
   * The end of the page, once all its bytes were read.
   *
   * @return the calls not yet taken, and where the listing goes on
   * @throws IllegalArgumentException if the page is not whole
   */
  public CallPage end() {
    parser.close();
    if (!ended) {
      throw new IllegalArgumentException("json ends too soon");
    }
    if (!sawCalls || !sawNext) {
      throw new IllegalArgumentException("json has no calls or no next_page_uri");
    }
    return CallPage.of(take(), next);
  }

  private void accept(JsonToken token) {
    if (call != null) {
      if (call.accept(token, parser)) {
        calls.add(new Call(call));
        call = null;
      }
    } else if (skipped > 0) {
      skipped += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } else if (inCalls) {
      switch (token) {
        case START_OBJECT -> call = new CallReader();
        case END_ARRAY -> inCalls = false;
        default -> throw new IllegalArgumentException("json has calls that are no objects");
      }
    } else if (!begun) {
      begun = token == JsonToken.START_OBJECT;
      if (!begun) {
        throw new IllegalArgumentException("json is no object");
      }
    } else if (ended) {
      throw new IllegalArgumentException("json goes on after the page");
    } else {
      envelope(token);
    }
  }

  private void envelope(JsonToken token) {
    switch (token) {
      case PROPERTY_NAME -> name = parser.currentName();
      case START_ARRAY, START_OBJECT -> {
        inCalls = token == JsonToken.START_ARRAY && name.equals("calls");
        sawCalls |= inCalls;
        skipped = inCalls ? 0 : 1;
      }
      case END_OBJECT -> ended = true;
      case VALUE_STRING, VALUE_NULL -> {
        if (name.equals("next_page_uri")) {
          sawNext = true;
          next = token == JsonToken.VALUE_NULL ? null : PageToken.parse(parser.getString());
        }
      }
      default -> {}
    }
  }
}
