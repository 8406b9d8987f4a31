package io.dialflux.benchmark.raw;

import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows the pages of a listing as one does with Reactor's own operators. */
final class RawPages {
  private RawPages() {}

  static Flux<RawCall> follow(RawHttp http, String to, Function<byte[], RawPage> read) {
    return page(http, http.first(to), read)
        .expand(
            page -> {
              String next = page.nextPageUri;
              return next == null ? Mono.empty() : page(http, next, read);
            })
        .concatMapIterable(page -> page.calls, 1);
  }

  private static Mono<RawPage> page(RawHttp http, String link, Function<byte[], RawPage> read) {
    return http.get(link)
        .responseSingle(
            (head, body) -> {
              RawHttp.check(200, head.status().code());
              return body.asByteArray().map(read);
            });
  }
}
