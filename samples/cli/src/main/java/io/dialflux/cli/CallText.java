package io.dialflux.cli;

import io.dialflux.call.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls for people: a list is a table that begins to appear with its first page. */
final class CallText implements CallOutput {
  private static final String ROW = "%-34s  %-11s  %-16s  %-16s  %-20s  %7s  %9s";

  private final Terminal terminal;
  private boolean headed;

  CallText(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void one(Call call) {
    field("sid", call.sid());
    field("status", call.status());
    field("to", call.to());
    field("from", call.from());
    field("direction", call.direction());
    field("answered by", call.answeredBy());
    field("created", call.dateCreated());
    field("started", call.startTime());
    field("ended", call.endTime());
    field("seconds", seconds(call.duration()));
    field("price", price(call));
    Duration queued = call.queueTime();
    field("stir verstat", call.stirVerstat());
    field("queue time", queued == null ? null : queued.toMillis() + " ms");
  }

  private void field(String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      terminal.line(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
  }

  @Override
  public void listed(Call call) {
    if (!headed) {
      headed = true;
      String header = row("SID", "STATUS", "TO", "FROM", "STARTED", "SECONDS", "PRICE");
      terminal.line(terminal.paint(Colour.BOLD, header));
    }
    terminal.line(
        row(
            call.sid(),
            call.status().value(),
            text(call.to()),
            text(call.from()),
            time(call.startTime()),
            seconds(call.duration()),
            price(call)));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells);
  }

  @Override
  public void end(long count) {
    terminal.line(count == 1 ? "1 call" : count + " calls");
  }

  @Override
  public void deleted(String sid) {
    terminal.line(sid + " deleted");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null ? "" : Long.toString(duration.toSeconds());
  }

  private static String price(Call call) {
    return call.price() == null ? "" : call.price().toPlainString();
  }
}
