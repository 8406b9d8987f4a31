package io.dialflux.benchmark.raw;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bytes only: what the network costs. */
public final class RawBytes {
  private final RawHttp http;

  public RawBytes(RawHttp http) {
    this.http = http;
  }

  /** Places a call and counts the answer's bytes. */
  public Mono<Integer> create(String to) {
    return http.create(to)
        .responseSingle(
            (head, body) -> {
              RawHttp.check(201, head.status().code());
              return body.asByteArray().map(bytes -> bytes.length);
            });
  }

  /** The bytes of each page. Only its end is looked at, for the link to the next. */
  public Flux<Long> pages(String to) {
    return page(http.first(to))
        .expand(
            page -> {
              String next = page.next();
              return next == null ? Mono.empty() : page(next);
            })
        .map(Tail::size);
  }

  private Mono<Tail> page(String link) {
    return http.get(link)
        .response(
            (head, body) -> {
              RawHttp.check(200, head.status().code());
              return body.reduceWith(Tail::new, Tail::add);
            })
        .single();
  }
}
