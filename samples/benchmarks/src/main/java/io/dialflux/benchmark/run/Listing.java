package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.benchmark.raw.RawBytes;
import io.dialflux.benchmark.raw.RawDatabind;
import io.dialflux.benchmark.raw.RawHttp;
import io.dialflux.benchmark.raw.RawStreaming;
import io.dialflux.benchmark.server.Account;
import io.dialflux.call.CallFilter;
import java.util.function.BiConsumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A contender that reads all calls to a number. */
interface Listing extends AutoCloseable {
  void read(String to, Intake intake);

  @Override
  default void close() {}

  static Listing of(Settings settings) {
    String contender = settings.text("contender");
    if (contender.equals("twilio")) {
      TwilioJava twilio = new TwilioJava(settings);
      return (to, intake) -> twilio.list(to).forEach(intake::take);
    }
    if (contender.equals("dialflux")) {
      CallsClient calls = Dialflux.client(settings);
      return reactive(
          to -> calls.list(CallFilter.all().to(to).pageSize(1_000)),
          (call, intake) -> intake.take(call),
          calls);
    }
    int connections = settings.number("connections");
    RawHttp http = new RawHttp(settings.base(), Account.SID, Account.TOKEN, connections);
    return switch (contender) {
      case "bytes" ->
          reactive(
              new RawBytes(http)::pages, (bytes, intake) -> intake.takePage(bytes), http::close);
      case "databind" ->
          reactive(new RawDatabind(http)::list, (call, intake) -> intake.take(call), http::close);
      case "streaming" ->
          reactive(new RawStreaming(http)::list, (call, intake) -> intake.take(call), http::close);
      default -> throw new IllegalArgumentException("no such contender");
    };
  }

  /** A slow consumer works on a thread of its own and asks for one call at a time. */
  private static <T> Listing reactive(
      Function<String, Flux<T>> list, BiConsumer<T, Intake> take, AutoCloseable client) {
    return new Listing() {
      @Override
      public void read(String to, Intake intake) {
        Flux<T> calls = list.apply(to);
        (intake.slow() ? calls.publishOn(Schedulers.single(), 1) : calls)
            .doOnNext(call -> take.accept(call, intake))
            .then()
            .block();
      }

      @Override
      public void close() {
        try {
          client.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
