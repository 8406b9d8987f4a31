package io.dialflux.call;

import io.dialflux.internal.wire.DateReader;
import io.dialflux.internal.wire.Dates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls that look as Twilio writes them straight from their bytes, several times as fast as a
 * general parser: the calls of a listing have the same fields in the same order, so each field is
 * expected to be what it was in the call before, and compared instead of parsed.
 *
 * <p>It reads plain JSON only: strings of printable ASCII without escapes, nulls, and one object of
 * such strings. Whatever else may come is left to the general parser, {@link CallReader}; nothing
 * is taken here that it would refuse or read differently. Not thread-safe.
 */
final class CallScanner {
  /** The call goes on behind the bytes at hand. */
  static final int MORE = -1;

  /** The call is to be read by the general parser. */
  static final int OTHER = -2;

  /** Twilio's calls have 27 fields. */
  private static final int MOST_FIELDS = 100;

  /** Shared with the calls of the page that the general parser reads. */
  final SharedNames names = new SharedNames();

  private final List<CallMember> members = new ArrayList<>();
  private @Nullable AroundSid uri;
  private @Nullable AroundSid subresources;
  private SubresourceNames subresourceNames = SubresourceNames.NONE;
  private CallReader call = new CallReader(names);
  private int sid;

  /** What lends calls; null where they are decoded. */
  private final @Nullable CallBytes lent;

  /** Only where fields are is wanted, for {@link #lent}. */
  private boolean locating;

  /** A scanner that decodes calls. */
  CallScanner() {
    this(false);
  }

  private CallScanner(boolean lending) {
    this.lent = lending ? new CallBytes(this) : null;
    this.locating = lending;
  }

  /** A scanner that lends calls. */
  static CallScanner lending() {
    return new CallScanner(true);
  }

  /** The call that a text consists of; null where the general parser is to read it. */
  @Nullable Call call(byte[] json) {
    int begin = skipSpace(json, 0, json.length);
    if (begin == json.length || json[begin] != '{') {
      return null;
    }
    int end = scan(json, begin, json.length);
    boolean whole = end > 0 && skipSpace(json, end, json.length) == json.length;
    return whole ? call() : null;
  }

  /** The call that was scanned last. */
  Call call() {
    return new Call(call);
  }

  /** The call that was scanned last, if it is lent. */
  @Nullable CallBytes lent() {
    return lent;
  }

  /** A call that was scanned, and has not been decoded. */
  Call decode(byte[] json, int from, int to) {
    locating = false;
    try {
      // what was scanned among other bytes may look unfinished without them
      return scan(json, from, to) == to
          ? call()
          : CallReader.parse(Arrays.copyOfRange(json, from, to), names);
    } finally {
      locating = true;
    }
  }

  /**
   * Scans a call.
   *
   * @param from where its opening brace is
   * @return the place behind its closing brace, {@link #MORE} or {@link #OTHER}
   */
  int scan(byte[] json, int from, int to) {
    sid = -1;
    if (locating) {
      call.clearPaths(); // nothing else is read
      lent.begin(json, from);
    } else {
      call = new CallReader(names);
    }
    int at = from + 1;
    for (int i = 0; ; i++) {
      if (at < to && json[at] == '}') {
        return end(at + 1);
      }
      CallMember member = i < members.size() ? members.get(i) : null;
      if (member == null || !member.beginsAt(json, at, to)) {
        int value = CallMember.valueAt(json, at, to, i == 0);
        if (value < 0) {
          return value;
        }
        if (json[value] == '}') {
          return end(value + 1);
        }
        member = CallMember.of(json, at, value);
        if (i < members.size()) {
          members.set(i, member);
        } else if (i < MOST_FIELDS) {
          members.add(member);
        }
      }
      at = value(member, json, at + member.start.length, to);
      if (at < 0) {
        return at;
      }
    }
  }

  private int end(int end) {
    if (locating) {
      if (sid < 0) {
        return OTHER; // and the general parser refuses it
      }
      lent.end(end, call.sid());
    }
    return end;
  }

  private int value(CallMember member, byte[] json, int at, int to) {
    if (at == to) {
      return MORE;
    }
    switch (json[at]) {
      case '"' -> {
        int quote = at + 1 + Dates.LENGTH;
        if (member.dates != null && quote < to && json[quote] == '"') {
          long second = member.dates.second(json, at + 1);
          if (second != DateReader.NO_DATE) {
            if (locating) {
              lent.date(member.field, at, quote + 1, second, member.dates.isWeekdayRight());
            } else {
              call.date(member.field, Instant.ofEpochSecond(second));
            }
            return quote + 1;
          }
        }
        if (member.field == CallField.URI && isAsBefore(uri, json, at, to)) {
          call.uriIsOwn = true;
          int end = at + uri.text().length;
          if (locating) {
            lent.text(member.field, at, end);
          }
          return end;
        }
        boolean decoded = isDecoded(member);
        int end = member.string(json, at, to, decoded);
        if (end > 0 && locating) {
          lent.text(member.field, at, end);
        }
        if (end > 0 && decoded) {
          if (member.field == CallField.SID) {
            sid = member.text.isEmpty() ? -1 : at + 1;
          }
          call.scalar(member.field, member.name, member.text);
          if (member.field == CallField.URI && sid >= 0 && call.uriIsOwn()) {
            AroundSid around = AroundSid.of(call, json, at, end);
            uri = around.sids().length == 1 ? around : null; // a short SID may be anywhere
          }
        }
        return end;
      }
      case 'n' -> {
        int end = at + "null".length();
        if (end > to) {
          return MORE;
        }
        if (json[at + 1] != 'u' || json[at + 2] != 'l' || json[at + 3] != 'l') {
          return OTHER;
        }
        if (member.field == CallField.SID) {
          sid = -1;
        }
        if (locating) {
          lent.place(member.field, at, end);
        }
        if (isDecoded(member)) {
          call.scalar(member.field, member.name, null);
        }
        return end;
      }
      case '{' -> {
        if (member.field != CallField.SUBRESOURCE_URIS) {
          return OTHER;
        }
        if (locating) {
          lent.place(member.field, at, at);
        }
        return subresources(json, at, to);
      }
      default -> {
        return OTHER;
      }
    }
  }

  private boolean isDecoded(CallMember member) {
    return !locating || member.field.isOfPath();
  }

  private boolean isAsBefore(@Nullable AroundSid before, byte[] json, int at, int to) {
    return before != null
        && sid >= 0
        && before.text().length <= to - at
        && before.match(json, at, sid, call);
  }

  private int subresources(byte[] json, int at, int to) {
    if (sid < 0 || call.accountSid() == null) {
      return OTHER; // they begin with these
    }
    if (subresources != null && subresources.text().length > to - at) {
      return MORE;
    }
    if (isAsBefore(subresources, json, at, to)) {
      call.subresourceNames = subresourceNames;
      return at + subresources.text().length;
    }
    Map<String, String> paths = new LinkedHashMap<>();
    int end = paths(json, at, to, paths);
    if (end > 0) {
      call.subresources(paths);
      SubresourceNames own = call.subresourceNames;
      AroundSid around = own == null ? null : AroundSid.of(call, json, at, end);
      // an ending may repeat the SID
      boolean plain = around != null && around.sids().length == own.names().size();
      subresources = plain ? around : null;
      subresourceNames = plain ? own : SubresourceNames.NONE;
    }
    return end;
  }

  private static int paths(byte[] json, int from, int to, Map<String, String> paths) {
    int at = from + 1;
    for (boolean first = true; ; first = false) {
      int value = CallMember.valueAt(json, at, to, first);
      if (value < 0) {
        return value;
      }
      if (json[value] == '}') {
        return value + 1;
      }
      CallMember member = CallMember.of(json, at, value);
      if (json[value] != '"') {
        return OTHER;
      }
      at = member.string(json, value, to, true);
      if (at < 0) {
        return at;
      }
      paths.put(member.name, member.text);
    }
  }

  static int skipSpace(byte[] json, int from, int to) {
    int at = from;
    while (at < to
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
    return at;
  }
}
