package io.dialflux.history;

import io.dialflux.history.Position.Search;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, and its text: a version, a checksum, and base64 of lines. The first lines are
 * one value each, then comes one for each open window: index, what to search for, the boundary's
 * second and SIDs, and the link, where there are such.
 */
record TokenText(
    String account,
    String filters,
    String kind,
    Instant from,
    Instant to,
    int windows,
    ReadState state) {
  private static final String VERSION = "h2.";
  private static final int CHECKSUM = 8;
  private static final int OPEN_FIELDS = 5;

  /** More than days from 1970 to 9999. */
  private static final int MOST_WINDOWS = 3_000_000;

  String encode() {
    List<String> lines = new ArrayList<>();
    lines.add(account);
    lines.add(filters);
    lines.add(kind);
    lines.add(from.toString());
    lines.add(to.toString());
    lines.add(Integer.toString(windows));
    lines.add(Long.toString(state.calls()));
    lines.add(ranges(state.done()));
    state.open().forEach((window, position) -> lines.add(open(window, position)));
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return encoded(bytes);
  }

  private static String encoded(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return VERSION
        + String.format("%08x", checksum.getValue())
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static TokenText decode(String text) {
    if (!text.startsWith(VERSION) || text.length() < VERSION.length() + CHECKSUM) {
      throw new IllegalArgumentException(
          "saved must be the value of a history's token, of a version known here");
    }
    try {
      int body = VERSION.length() + CHECKSUM;
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(body));
      if (!text.equals(encoded(bytes))) {
        throw unreadable();
      }
      return read(List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1)).iterator());
    } catch (RuntimeException e) {
      throw unreadable(); // the cause would repeat the text, and with it phone numbers
    }
  }

  private static TokenText read(Iterator<String> lines) {
    String account = lines.next();
    String filters = lines.next();
    String kind = lines.next();
    Instant from = Checks.time("from", Instant.parse(lines.next()));
    Instant to = Checks.time("to", Instant.parse(lines.next()));
    int windows = Checks.range("windows", Integer.parseInt(lines.next()), 0, MOST_WINDOWS);
    long calls = Long.parseLong(lines.next());
    BitSet done = done(lines.next(), windows);
    Map<Integer, Position> open = new TreeMap<>();
    while (lines.hasNext()) {
      String[] fields = lines.next().split(" ", OPEN_FIELDS);
      open.put(index(fields[0], windows), position(fields));
    }
    ReadState state = new ReadState(done, open, calls);
    return new TokenText(account, filters, kind, from, to, windows, state);
  }

  private static String open(int window, Position position) {
    Boundary boundary = position.boundary();
    return window
        + " "
        + position.search().ordinal()
        + " "
        + (boundary == null ? 0 : boundary.second())
        + " "
        + (boundary == null ? "" : String.join(",", boundary.sids()))
        + " "
        + (position.link() == null ? "" : position.link());
  }

  private static Position position(String[] fields) {
    if (fields.length != OPEN_FIELDS) {
      throw unreadable();
    }
    Boundary boundary =
        fields[3].isEmpty()
            ? null
            : new Boundary(Long.parseLong(fields[2]), List.of(fields[3].split(",")));
    Search search = Search.values()[Integer.parseInt(fields[1])];
    return new Position(fields[4].isEmpty() ? null : fields[4], boundary, search);
  }

  /** Nearly all windows are done in a row. */
  private static String ranges(BitSet done) {
    List<String> ranges = new ArrayList<>();
    for (int from = done.nextSetBit(0); from >= 0; ) {
      int to = done.nextClearBit(from);
      ranges.add(from + "-" + (to - 1));
      from = done.nextSetBit(to);
    }
    return ranges.stream().collect(Collectors.joining(","));
  }

  private static BitSet done(String ranges, int windows) {
    BitSet done = new BitSet();
    for (String range : ranges.isEmpty() ? new String[0] : ranges.split(",")) {
      int dash = range.indexOf('-');
      done.set(
          index(range.substring(0, dash), windows), index(range.substring(dash + 1), windows) + 1);
    }
    return done;
  }

  private static int index(String text, int windows) {
    return Checks.range("index", Integer.parseInt(text), 0, windows - 1);
  }

  /** What another history has differently, so that it cannot go on here; null where it can. */
  @Nullable String differsIn(String account, Filters filters, Range range) {
    if (!this.account.equals(account)) {
      return "account";
    }
    if (!this.filters.equals(filters.hash())) {
      return "filters";
    }
    boolean same = kind.equals(range.kind()) && range.fits(from, to);
    return same && windows == Plan.windows(filters, from, to) ? null : "range";
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "saved must be the whole value of a history's token, unchanged");
  }
}
