package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.benchmark.server.GeneratedCalls;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.history.CallExport;
import io.dialflux.history.CallHistory;
import io.dialflux.history.HistoryProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** Reads the newest days of a long history, after fewer days that warm up. */
final class HistoryRun {
  private static final long CALLS_PER_DAY = GeneratedCalls.CALLS / GeneratedCalls.DAYS;

  private HistoryRun() {}

  static Figures measure(Settings settings) {
    Usage usage = new Usage();
    Figures figures = new Figures();
    int warmup = settings.number("warmup_days", 0);
    int days = settings.number("days");
    try (CallsClient calls = Dialflux.client(settings)) {
      if (warmup > 0) {
        read(settings, calls, warmup);
      }
      long cpu = Usage.cpuNanos();
      long begin = System.nanoTime();
      long read = read(settings, calls, days);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double cpuSeconds = (Usage.cpuNanos() - cpu) / 1e9;
      long most = Math.min(GeneratedCalls.CALLS, days * CALLS_PER_DAY);
      boolean all = days == GeneratedCalls.DAYS && settings.number("never_dialled", 0) == 1;
      // how many of them began on which day is the simulator's choice
      if (all ? read != most : read < most * 0.98 || read > most * 1.02) {
        throw new IllegalStateException(read + " calls of " + days + " days");
      }
      figures.set("calls", read);
      figures.set("calls_per_second", read / seconds);
      figures.set("cpu_micros_per_call", cpuSeconds * 1e6 / read);
      figures.set("cpu_cores", cpuSeconds / seconds);
      figures.set("threads", Usage.threads());
    }
    usage.memory(figures);
    return figures;
  }

  private static long read(Settings settings, CallsClient calls, int days) {
    // the past ends, and so begins, some minutes before its days do
    int more = days == GeneratedCalls.DAYS ? 1 : 0;
    Instant from = GeneratedCalls.END.minus(Duration.ofDays(days + more));
    CallHistory history =
        CallHistory.of(calls)
            .between(from, GeneratedCalls.END)
            .neverDialled(settings.number("never_dialled", 0) == 1)
            .concurrency(settings.number("windows", 8));
    return switch (settings.text("contender")) {
      case "twilio" -> {
        long read = 0;
        for (var call : new TwilioJava(settings).newest(days * CALLS_PER_DAY)) {
          read += call.getSid() == null ? 0 : 1;
        }
        yield read;
      }
      case "list" -> listed(calls, from).count().blockOptional().orElseThrow();
      case "list_read" -> {
        Checksum sum = new Checksum();
        yield listed(calls, from).doOnNext(sum::add).count().blockOptional().orElseThrow();
      }
      case "history" -> history.calls().count().blockOptional().orElseThrow();
      case "jsonl" -> export(CallExport::jsonLines, history);
      case "csv" -> export(CallExport::csv, history);
      default -> throw new IllegalArgumentException("no such contender");
    };
  }

  private static Flux<Call> listed(CallsClient calls, Instant from) {
    return calls.list(CallFilter.all().pageSize(1_000).startedFrom(from));
  }

  private static long export(Function<Path, CallExport> format, CallHistory history) {
    try {
      Path folder = Files.createTempDirectory("history");
      Path file = folder.resolve("calls");
      HistoryProgress done = format.apply(file).write(history).blockLast();
      Files.delete(file);
      Files.delete(folder.resolve("calls.manifest.json"));
      Files.delete(folder);
      return done == null ? 0 : done.calls();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
