package io.dialflux.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
  private final CallScanner scanner;
  private final ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();

  /** What stands for calls that the parser need not see. */
  private static final byte[] FIRST_VALUE = {'"', '"'};

  private static final byte[] ANOTHER_VALUE = {',', '"', '"'};

  /** A call has 2 KB; what is longer is left to the parser, which keeps no bytes. */
  private static final int LONGEST_CALL = 32 * 1024;

  private List<Call> calls = new ArrayList<>();
  private @Nullable PageToken next;
  private @Nullable String uri;

  private byte[] begun = {};
  private int kept;
  private boolean opened;
  private boolean ended;
  private String name = "";
  private int skipped;
  private boolean inCalls;
  private boolean sawCalls;
  private boolean sawCall;
  private boolean sawNext;

  /** The parser stands behind a bracket, and not within a value that goes on. */
  private boolean settled;

  private @Nullable CallReader call;

  /** Who is lent each call; null where they are decoded, for {@link #take}. */
  private final @Nullable Consumer<? super CallBytes> borrower;

  /** A reader that awaits the page's first byte. */
  public CallPageReader() {
    this.borrower = null;
    this.scanner = new CallScanner();
  }

  /**
   * A reader that decodes no calls, and has none for {@link #take} and at its {@link #end}.
   *
   * @param borrower is lent each call as it is read; must not throw, or the page cannot be read on
   */
  public CallPageReader(Consumer<? super CallBytes> borrower) {
    this.borrower = borrower;
    this.scanner = CallScanner.lending();
  }

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
      if (kept == 0) {
        readOn(bytes, from, to);
      } else {
        int length = append(bytes, from, to);
        if (length < LONGEST_CALL && !hasBrace(bytes, from, to)) {
          kept = length; // a call cannot end here: in tiny pieces, it is not scanned for each one
        } else {
          readOn(begun, 0, length);
        }
      }
    } catch (JacksonException malformed) {
      throw CallReader.malformed(malformed);
    }
  }

  private static boolean hasBrace(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '}') {
        return true;
      }
    }
    return false;
  }

  private void readOn(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (betweenCalls()) {
        at = scan(bytes, at, to);
        if (kept > 0 || at == to) {
          return;
        }
      }
      int end = endOfSlice(bytes, at, to);
      parse(bytes, at, end);
      at = end;
    }
  }

  private boolean betweenCalls() {
    return inCalls && call == null && settled;
  }

  /**
   * Scans calls as long as they are plain, and keeps the beginning of one that goes on in the next
   * bytes.
   *
   * @return where the general parser is to go on
   */
  private int scan(byte[] bytes, int from, int to) {
    int scanned = from;
    byte[] standIn = sawCall ? ANOTHER_VALUE : FIRST_VALUE;
    while (true) {
      int end = scanNext(bytes, scanned, to);
      if (end < 0) {
        if (scanned > from) {
          feeder.feedInput(standIn, 0, standIn.length);
          parser.nextToken();
        }
        if (end == CallScanner.MORE && to - scanned < LONGEST_CALL) {
          keep(bytes, scanned, to);
        }
        return scanned;
      }
      if (borrower == null) {
        calls.add(scanner.call());
      } else {
        borrower.accept(scanner.lent());
      }
      sawCall = true;
      scanned = end;
    }
  }

  /** Scans the comma before a call, if it is not the first one, and the call. */
  private int scanNext(byte[] bytes, int from, int to) {
    int at = CallScanner.skipSpace(bytes, from, to);
    if (sawCall && at < to) {
      if (bytes[at] != ',') {
        return CallScanner.OTHER;
      }
      at = CallScanner.skipSpace(bytes, at + 1, to);
    }
    if (at == to) {
      return CallScanner.MORE;
    }
    return bytes[at] == '{' ? scanner.scan(bytes, at, to) : CallScanner.OTHER;
  }

  /** Puts the next bytes behind those that were kept; their number together. */
  private int append(byte[] bytes, int from, int to) {
    int length = kept + to - from;
    if (begun.length < length) {
      begun = Arrays.copyOf(begun, 2 * length);
    }
    System.arraycopy(bytes, from, begun, kept, to - from);
    kept = 0;
    return length;
  }

  private void keep(byte[] bytes, int from, int to) {
    kept = to - from;
    if (begun.length < kept) {
      begun = new byte[2 * kept];
    }
    System.arraycopy(bytes, from, begun, 0, kept);
  }

  /** The general parser stops where calls begin or may end, for the scanner to have a look. */
  private static int endOfSlice(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '[' && bytes[at] != '}') {
      at++;
    }
    return Math.min(at + 1, to);
  }

  private void parse(byte[] bytes, int from, int to) {
    feeder.feedInput(bytes, from, to);
    settled = false;
    for (JsonToken t = parser.nextToken(); more(t); t = parser.nextToken()) {
      accept(t);
      settled = t == JsonToken.START_ARRAY || t == JsonToken.END_OBJECT;
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
   * {@return the page's own address, as soon as it has been read; null until then, and where the
   * page has none} It may stand before the calls or behind them. It holds the listing's filters,
   * and so perhaps phone numbers: not for logs.
   */
  public @Nullable String uri() {
    return uri;
  }

  /**
   * The end of the page, once all its bytes were read.
   *
   * @return the calls not yet taken, and where the listing goes on
   * @throws IllegalArgumentException if the page is not whole
   */
  public CallPage end() {
    try {
      if (kept > 0) {
        parse(begun, 0, kept); // the scanner waited for more than there is
      }
      if (!ended) {
        throw new IllegalArgumentException("json ends too soon");
      }
      feeder.endOfInput();
      for (JsonToken t = parser.nextToken(); more(t); t = parser.nextToken()) {
        accept(t);
      }
    } catch (JacksonException malformed) {
      throw CallReader.malformed(malformed);
    }
    parser.close();
    if (!sawCalls || !sawNext) {
      throw new IllegalArgumentException("json has no calls or no next_page_uri");
    }
    return CallPage.of(take(), next);
  }

  private void accept(JsonToken token) {
    if (call != null) {
      if (call.accept(token, parser)) {
        parsed(new Call(call));
        sawCall = true;
        call = null;
      }
    } else if (skipped > 0) {
      skipped += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } else if (inCalls) {
      switch (token) {
        case START_OBJECT -> call = new CallReader(scanner.names);
        case END_ARRAY -> inCalls = false;
        default -> throw new IllegalArgumentException("json has calls that are no objects");
      }
    } else if (!opened) {
      opened = token == JsonToken.START_OBJECT;
      if (!opened) {
        throw new IllegalArgumentException("json is no object");
      }
    } else if (ended) {
      throw new IllegalArgumentException("json goes on after the page");
    } else {
      envelope(token);
    }
  }

  private void parsed(Call call) {
    if (borrower == null) {
      calls.add(call);
    } else {
      borrower.accept(CallBytes.of(call));
    }
  }

  private void envelope(JsonToken token) {
    switch (token) {
      case PROPERTY_NAME -> name = parser.currentName();
      case START_ARRAY, START_OBJECT -> {
        inCalls = token == JsonToken.START_ARRAY && name.equals("calls");
        sawCalls |= inCalls;
        sawCall = false;
        skipped = inCalls ? 0 : 1;
      }
      case END_OBJECT -> ended = true;
      case VALUE_STRING, VALUE_NULL -> {
        if (name.equals("next_page_uri")) {
          sawNext = true;
          next = token == JsonToken.VALUE_NULL ? null : PageToken.parse(parser.getString());
        } else if (name.equals("uri")) {
          uri = token == JsonToken.VALUE_NULL ? null : parser.getString();
        }
      }
      default -> {}
    }
  }
}
