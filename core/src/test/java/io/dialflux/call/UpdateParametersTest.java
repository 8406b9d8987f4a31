package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The nine parameters of an update as they stand on the wire. */
class UpdateParametersTest {
  private static final URI URL = URI.create("https://example.com/a?b=c");
  private static final String ENCODED = "https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc";

  static Stream<Arguments> updates() {
    UpdateCall redirect = UpdateCall.redirect(URL);
    String url = "Url=" + ENCODED;
    return Stream.of(
        arguments("Status=completed", UpdateCall.hangUp(), false),
        arguments("Status=canceled", UpdateCall.cancel(), false),
        arguments("TimeLimit=60", UpdateCall.limit(Duration.ofMinutes(1)), false),
        arguments(
            "Status=completed&New=a&New=b", UpdateCall.hangUp().parameter("New", "a", "b"), false),
        arguments("Twiml=%3CR%2F%3E", UpdateCall.twiml("<R/>"), true),
        arguments(url, redirect, true),
        arguments(url + "&Method=GET", redirect.method(HttpMethod.GET), true),
        arguments(url + "&FallbackUrl=" + ENCODED, redirect.fallbackUrl(URL), true),
        arguments(url + "&FallbackMethod=POST", redirect.fallbackMethod(HttpMethod.POST), true),
        arguments(url + "&StatusCallback=" + ENCODED, redirect.statusCallback(URL), true),
        arguments(
            url + "&StatusCallbackMethod=GET", redirect.statusCallbackMethod(HttpMethod.GET), true),
        arguments(url + "&TimeLimit=86400", redirect.timeLimit(Duration.ofDays(1)), true),
        arguments(
            url + "&Method=POST", redirect.method(HttpMethod.GET).method(HttpMethod.POST), true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("updates")
  void standsOnTheWireAs(String expected, UpdateCall update, boolean redirects) {
    assertThat(Wire.text(update.form())).isEqualTo(expected);
    assertThat(update.redirects()).isEqualTo(redirects);
  }

  static Stream<Arguments> badArguments() {
    ThrowingCallable relative = () -> UpdateCall.redirect(URI.create("/secret"));
    ThrowingCallable longTwiml = () -> UpdateCall.twiml("secret".repeat(1_000));
    ThrowingCallable tooLong = () -> UpdateCall.limit(Duration.ofDays(2));
    ThrowingCallable fallback = () -> UpdateCall.hangUp().fallbackUrl(URI.create("mailto:secret"));
    ThrowingCallable callback =
        () -> UpdateCall.redirect(URL).statusCallback(URI.create("/secret"));
    ThrowingCallable alone = () -> UpdateCall.hangUp().statusCallback(URI.create("https://secret"));
    ThrowingCallable status = () -> UpdateCall.redirect(URL).parameter("Status", "secret");
    ThrowingCallable url = () -> UpdateCall.hangUp().parameter("Url", "secret");
    ThrowingCallable twiml = () -> UpdateCall.hangUp().parameter("Twiml", "secret");
    return Stream.of(
        arguments("url", relative),
        arguments("twiml", longTwiml),
        arguments("timeLimit", tooLong),
        arguments("fallbackUrl", fallback),
        arguments("statusCallback", callback),
        arguments("statusCallback", alone),
        arguments("name", status),
        arguments("name", url),
        arguments("name", twiml));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badArguments")
  void aBadArgumentIsNamedAndNotRepeated(String parameter, ThrowingCallable use) {
    assertThatIllegalArgumentException()
        .isThrownBy(use)
        .withMessageStartingWith(parameter)
        .withMessageNotContaining("secret");
  }

  @Test
  void toStringShowsNamesAndNoValue() {
    assertThat(UpdateCall.twiml("<Say>Your PIN is 4711</Say>").timeLimit(Duration.ofMinutes(7)))
        .hasToString("UpdateCall[Twiml, TimeLimit]");
  }
}
