package io.dialflux;

import static io.dialflux.Fixtures.CALL;

import io.dialflux.call.CallFilter;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.http.Effect;
import java.net.URI;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a client can be asked to do, each effect of a request among it. */
enum Doing {
  CREATE(Effect.ONCE, calls -> calls.create(Fixtures.call())),
  REDIRECT(Effect.ONCE, update(UpdateCall.redirect(URI.create("https://example.com/next")))),
  HANG_UP(Effect.IDEMPOTENT, update(UpdateCall.hangUp())),
  DELETE(Effect.IDEMPOTENT, calls -> calls.delete(CALL)),
  FETCH(Effect.READ, calls -> calls.fetch(CALL)),
  LIST(Effect.READ, calls -> calls.list(CallFilter.all())),
  PAGES(Effect.READ, calls -> calls.pages(CallFilter.all())),
  /** A page in the middle of a listing, read after one of its calls. */
  LIST_REST(Effect.READ, calls -> calls.list(rest()));

  /** Where a listing that broke off goes on. */
  static PageToken rest() {
    return PageToken.parse("?PageSize=2&Page=1&PageToken=PACA01").after(CALL);
  }

  final Effect effect;
  private final Function<CallsClient, Publisher<?>> operation;

  Doing(Effect effect, Function<CallsClient, Publisher<?>> operation) {
    this.effect = effect;
    this.operation = operation;
  }

  private static Function<CallsClient, Publisher<?>> update(UpdateCall update) {
    return calls -> calls.update(CALL, update);
  }

  boolean lists() {
    return this == LIST || this == PAGES || this == LIST_REST;
  }

  Mono<Void> on(CallsClient calls) {
    return Flux.from(operation.apply(calls)).then();
  }

  /** Something that may be repeated and takes from the same share of the connections. */
  Doing harmless() {
    return effect == Effect.READ ? FETCH : HANG_UP;
  }

  /** The same, taking from the other share. */
  Doing harmlessOther() {
    return effect == Effect.READ ? HANG_UP : FETCH;
  }
}
