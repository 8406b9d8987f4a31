package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.dial.BulkDialer;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** Calls guests from one template, each with a callback, keys and a mark of their own. */
final class PersonalCalls {
  record Guest(String id, String number, String extension) {}

  private static final CallTemplate REMINDER =
      CallTemplate.from("+15552223333")
          .url(URI.create("https://example.com/reminder"))
          .timeout(Duration.ofSeconds(25));

  private PersonalCalls() {}

  public static void main(String[] args) {
    Guest anna = new Guest("guest-17", "+15558675310", "204");
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      BulkDialer.with(calls)
          .dial(Flux.just(anna).map(PersonalCalls::reminder))
          .doOnNext(result -> System.out.println(result.request().tag() + ": " + result))
          .blockLast();
    }
  }

  static CreateCall reminder(Guest guest) {
    return REMINDER
        .statusCallback(URI.create("https://example.com/status?guest=" + guest.id()))
        .sendDigits("ww" + guest.extension()) // after a second's pause
        .to(guest.number())
        .tag(guest.id()); // comes back with the result, and is never sent
  }
}
