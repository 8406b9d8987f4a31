package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.benchmark.raw.RawBytes;
import io.dialflux.benchmark.raw.RawCall;
import io.dialflux.benchmark.raw.RawDatabind;
import io.dialflux.benchmark.raw.RawHttp;
import io.dialflux.benchmark.server.Account;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates for a while: warm up, then measure under the same load. */
final class CreateRun {
  /** An answer to a create has more. */
  private static final int LEAST_BYTES = 1_500;

  private final Settings settings;
  private final int inFlight;
  private final Latencies latencies = new Latencies();
  private final Dropped failures = new Dropped();
  private final LongAdder sum = new LongAdder();

  private CreateRun(Settings settings) {
    this.settings = settings;
    this.inFlight = settings.number("in_flight");
  }

  static Figures measure(Settings settings) throws InterruptedException {
    return new CreateRun(settings).measure();
  }

  private Figures measure() throws InterruptedException {
    return switch (settings.text("contender")) {
      case "bytes" -> {
        try (RawHttp http = raw()) {
          RawBytes bytes = new RawBytes(http);
          yield lanes(to -> bytes.create(to).doOnNext(CreateRun::check));
        }
      }
      case "databind" -> {
        try (RawHttp http = raw()) {
          RawDatabind databind = new RawDatabind(http);
          yield lanes(to -> databind.create(to).doOnNext(call -> take(to, call)));
        }
      }
      case "dialflux" -> {
        try (CallsClient calls = Dialflux.client(settings)) {
          CallTemplate template =
              CallTemplate.from("+15552223333").url(URI.create("https://example.com/answer"));
          yield lanes(to -> calls.create(template.to(to)).doOnNext(call -> take(to, call)));
        }
      }
      case "twilio" -> {
        TwilioJava twilio = new TwilioJava(settings);
        Consumer<String> create = to -> take(to, twilio.create(to));
        yield run(new Threads(create, inFlight, latencies, failures));
      }
      default -> throw new IllegalArgumentException("no such contender");
    };
  }

  private RawHttp raw() {
    return new RawHttp(settings.base(), Account.SID, Account.TOKEN, settings.number("connections"));
  }

  private static void check(int bytes) {
    if (bytes < LEAST_BYTES) {
      throw new IllegalStateException("an answer of " + bytes + " bytes");
    }
  }

  private void take(String to, RawCall call) {
    check(to, call.sid, call.to);
    Checksum fields = new Checksum();
    fields.add(call);
    sum.add(fields.sum());
  }

  private void take(String to, Call call) {
    check(to, call.sid(), call.to());
    Checksum fields = new Checksum();
    fields.add(call);
    sum.add(fields.sum());
  }

  private void take(String to, com.twilio.rest.api.v2010.account.Call call) {
    check(to, call.getSid(), call.getTo());
    Checksum fields = new Checksum();
    fields.add(call);
    sum.add(fields.sum());
  }

  /** The answer must be to this create and no other. */
  private static void check(String wanted, @Nullable String sid, @Nullable String to) {
    if (sid == null || sid.length() != 34 || !Objects.equals(wanted, to)) {
      throw new IllegalStateException("not the answer to the request");
    }
  }

  private Figures lanes(Function<String, Mono<?>> create) throws InterruptedException {
    return run(new Lanes(create, inFlight, latencies, failures));
  }

  private Figures run(Load load) throws InterruptedException {
    Usage usage = new Usage();
    load.start();
    Thread.sleep(settings.number("warmup_millis"));
    failures.check();
    latencies.clear();
    long cpu = Usage.cpuNanos();
    long begin = System.nanoTime();
    Thread.sleep(settings.number("millis"));
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = (Usage.cpuNanos() - cpu) / 1e9;
    Figures figures = new Figures();
    double calls = latencies.count();
    if (calls == 0) {
      throw new IllegalStateException("no create ended");
    }
    figures.set("calls_per_second", calls / seconds);
    figures.set("cpu_seconds_per_1000", cpuSeconds * 1_000 / calls);
    figures.set("cpu_cores", cpuSeconds / seconds);
    figures.set("p50_millis", latencies.millis(0.5)).set("p99_millis", latencies.millis(0.99));
    figures.set("threads", Usage.threads());
    load.stop();
    failures.check();
    // so that no compiler can leave the fields unread
    figures.set("checksum", sum.sum() & 0xffff_ffffL);
    figures.set("requests", load.started());
    usage.memory(figures);
    return figures;
  }
}
