package io.dialflux.benchmark.raw;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Whole bodies through Jackson's databind: what most people write. */
public final class RawDatabind {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectReader CALL = MAPPER.readerFor(RawCall.class);
  private static final ObjectReader PAGE = MAPPER.readerFor(RawPage.class);

  private final RawHttp http;

  public RawDatabind(RawHttp http) {
    this.http = http;
  }

  /** Places a call. */
  public Mono<RawCall> create(String to) {
    return http.create(to)
        .responseSingle(
            (head, body) -> {
              RawHttp.check(201, head.status().code());
              return body.asByteArray().map(bytes -> CALL.<RawCall>readValue(bytes));
            });
  }

  /** The calls to a number. */
  public Flux<RawCall> list(String to) {
    return RawPages.follow(http, to, bytes -> PAGE.<RawPage>readValue(bytes));
  }
}
