package io.dialflux.history;

import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which calls a history is of, but for the time. */
record Filters(
    @Nullable String to,
    @Nullable String from,
    @Nullable String parentCall,
    @Nullable CallStatus status,
    boolean neverDialled) {
  static final Filters ALL = new Filters(null, null, null, null, true);

  /** In the order in which a call can pass through them, so that none slips between two queries. */
  private static final List<CallStatus> WITHOUT_START =
      List.of(CallStatus.QUEUED, CallStatus.CANCELED, CallStatus.FAILED);

  Filters to(String to) {
    var checked = CallFilter.all().to(to);
    return new Filters(to, from, parentCall, status, neverDialled);
  }

  Filters from(String from) {
    var checked = CallFilter.all().from(from);
    return new Filters(to, from, parentCall, status, neverDialled);
  }

  Filters parentCall(String callSid) {
    var checked = CallFilter.all().parentCall(callSid);
    return new Filters(to, from, callSid, status, neverDialled);
  }

  Filters status(CallStatus status) {
    Objects.requireNonNull(status, "status");
    return new Filters(to, from, parentCall, status, neverDialled);
  }

  Filters neverDialled(boolean included) {
    return new Filters(to, from, parentCall, status, included);
  }

  /** The statuses by which calls without a start are asked for. */
  List<CallStatus> withoutStart() {
    if (!neverDialled) {
      return List.of();
    }
    return status == null ? WITHOUT_START : WITHOUT_START.stream().filter(status::equals).toList();
  }

  CallFilter wire() {
    CallFilter filter = CallFilter.all();
    filter = to == null ? filter : filter.to(to);
    filter = from == null ? filter : filter.from(from);
    filter = parentCall == null ? filter : filter.parentCall(parentCall);
    return status == null ? filter : filter.status(status);
  }

  /** What two histories of the same filters have in common, and tells nothing of them. */
  String hash() {
    StringBuilder all = new StringBuilder();
    for (Object value : new Object[] {to, from, parentCall, status, neverDialled}) {
      String text = value == null ? "" : value.toString();
      all.append(value == null ? -1 : text.length()).append(':').append(text);
    }
    byte[] digest = Sha256.digest().digest(all.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    name(names, "to", to);
    name(names, "from", from);
    name(names, "parentCall", parentCall);
    name(names, "status", status);
    return names;
  }

  private static void name(List<String> names, String name, @Nullable Object value) {
    if (value != null) {
      names.add(name);
    }
  }

  /** {@return the names of the filters given, without their values} */
  @Override
  public String toString() {
    return "Filters" + names();
  }
}
