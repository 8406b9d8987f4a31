package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of a client take; a message names the option and does not repeat a secret. */
class BuilderArgumentsTest {
  private static final String KEY = "SK0123456789abcdef0123456789abcdef";
  private static final CallsClientBuilder BUILDER = CallsClient.builder();

  private static final Map<String, BiFunction<CallsClientBuilder, Duration, CallsClientBuilder>>
      TIMES =
          Map.of(
              "connectTimeout", CallsClientBuilder::connectTimeout,
              "tlsTimeout", CallsClientBuilder::tlsTimeout,
              "acquireTimeout", CallsClientBuilder::acquireTimeout,
              "responseTimeout", CallsClientBuilder::responseTimeout,
              "operationTimeout", CallsClientBuilder::operationTimeout,
              "maxIdleTime", CallsClientBuilder::maxIdleTime);

  private static Arguments bad(String parameter, ThrowingCallable use) {
    return arguments(parameter, use);
  }

  static Stream<Arguments> badAddresses() {
    return Stream.of(
            "https://example.com/secret",
            "https://example.com?secret",
            "https://example.com/#secret",
            "https://secret:secret@example.com",
            "https://example.com:65536",
            "https://secret_host",
            "ftp://secret",
            "mailto:secret",
            "/secret")
        .map(url -> bad("baseUrl", () -> BUILDER.baseUrl(URI.create(url))));
  }

  static Stream<Arguments> badProxies() {
    return Stream.of(
            "https://secret:3128",
            "http://secret",
            "http://secret:65536",
            "http:///secret",
            "http://secret_host:3128",
            "//secret:3128",
            "mailto:secret",
            "secret")
        .map(url -> bad("proxy", () -> BUILDER.proxy(URI.create(url))));
  }

  static Stream<Arguments> badLabels() {
    return Stream.of("", " ", "Dublin", "-dublin", "dublin-", "dub.lin", "dub/lin", "dub\nlin", "é")
        .flatMap(
            label ->
                Stream.of(
                    bad("edge", () -> BUILDER.edge(label)),
                    bad("region", () -> BUILDER.region(label))));
  }

  static Stream<Arguments> badTimes() {
    return TIMES.entrySet().stream()
        .flatMap(
            option ->
                Stream.of(
                        Duration.ZERO,
                        Duration.ofMillis(-1),
                        Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofDays(1).plusNanos(1),
                        Duration.ofDays(25),
                        Duration.ofSeconds(Long.MAX_VALUE))
                    .map(
                        time ->
                            bad(option.getKey(), () -> option.getValue().apply(BUILDER, time))));
  }

  static Stream<Arguments> badSizes() {
    return Stream.of(
        bad("maxConnections", () -> BUILDER.maxConnections(0)),
        bad("maxConnections", () -> BUILDER.maxConnections(-1)),
        bad("maxConnections", () -> BUILDER.maxConnections(10_001)),
        bad("maxPending", () -> BUILDER.maxPending(0)),
        bad("maxPending", () -> BUILDER.maxPending(1_000_001)));
  }

  static Stream<Arguments> badCredentials() {
    String account = Fixtures.ACCOUNT;
    return Stream.of(
        bad("accountSid", () -> Credentials.authToken("secret", "t")),
        bad("accountSid", () -> Credentials.authToken(KEY, "t")),
        bad("accountSid", () -> Credentials.authToken(account + "0", "t")),
        bad("accountSid", () -> Credentials.apiKey("secret", KEY, "s")),
        bad("accountSid", () -> Credentials.oauth("", "c", "s")),
        bad("authToken", () -> Credentials.authToken(account, "")),
        bad("authToken", () -> Credentials.authToken(account, " \t")),
        bad("keySid", () -> Credentials.apiKey(account, "secret", "s")),
        bad("keySid", () -> Credentials.apiKey(account, account, "s")),
        bad("secret", () -> Credentials.apiKey(account, KEY, " ")),
        bad("clientId", () -> Credentials.oauth(account, " ", "s")),
        bad("clientSecret", () -> Credentials.oauth(account, "c", "")));
  }

  static Stream<Arguments> badPolicies() {
    RetryPolicy policy = RetryPolicy.standard();
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        bad("attempts", () -> policy.maxAttempts(0)),
        bad("attempts", () -> policy.maxAttempts(21)),
        bad("first", () -> policy.backoff(Duration.ZERO, second)),
        bad("first", () -> policy.backoff(second.negated(), second)),
        bad("max", () -> policy.backoff(second, second.minusNanos(1))),
        bad("longest", () -> policy.maxRetryAfter(Duration.ZERO)),
        bad("longest", () -> policy.maxRetryAfter(second.negated())),
        bad("longest", () -> policy.maxRetryAfter(Duration.ofDays(1).plusNanos(1))));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource({
    "badAddresses",
    "badProxies",
    "badLabels",
    "badTimes",
    "badSizes",
    "badCredentials",
    "badPolicies"
  })
  void aBadArgumentIsNamedAndNotRepeated(String parameter, ThrowingCallable use) {
    assertThatIllegalArgumentException()
        .isThrownBy(use)
        .withMessageStartingWith(parameter + " ")
        .satisfies(
            e ->
                assertThat(e.getMessage().substring(parameter.length()))
                    .doesNotContain("secret")
                    .doesNotContain(KEY))
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://127.0.0.1:8080",
        "https://example.com/",
        "HTTPS://EXAMPLE.COM:443",
        "http://[::1]:8080"
      })
  void anAddressWithoutAPathIsFine(String url) {
    CallsClient calls =
        BUILDER
            .credentials(Credentials.authToken(Fixtures.ACCOUNT, "t"))
            .baseUrl(URI.create(url))
            .build();
    calls.close();
  }

  @Test
  void boundsAreWithin() {
    for (Duration time : new Duration[] {Duration.ofMillis(1), Duration.ofDays(1)}) {
      CallsClientBuilder builder =
          BUILDER.credentials(Credentials.apiKey(Fixtures.ACCOUNT, KEY, "s"));
      for (var option : TIMES.values()) {
        builder = option.apply(builder, time);
      }
      builder.maxConnections(1).maxPending(1).build().close();
      builder.maxConnections(10_000).maxPending(1_000_000).build().close();
    }
    RetryPolicy policy =
        RetryPolicy.standard()
            .maxAttempts(20)
            .maxAttempts(1)
            .backoff(Duration.ofNanos(1), Duration.ofNanos(1))
            .maxRetryAfter(Duration.ofDays(1));
    assertThat(policy).isNotNull();
    assertThat(BUILDER.edge("sao-paulo").region("us1")).isNotNull();
    URI socks = URI.create("SOCKS5://proxy:1080");
    assertThat(BUILDER.proxy(socks).proxy(URI.create("http://u:p@[::1]:3128"))).isNotNull();
  }

  @Test
  void whatDoesNotGoTogetherIsNotBuilt() {
    assertThatIllegalStateException()
        .isThrownBy(BUILDER::build)
        .withMessage("credentials must be given");
    CallsClientBuilder local =
        BUILDER
            .credentials(Credentials.authToken(Fixtures.ACCOUNT, "t"))
            .baseUrl(URI.create("http://localhost"));
    assertThatIllegalStateException()
        .isThrownBy(local.edge("dublin")::build)
        .withMessageStartingWith("baseUrl ");
    assertThatIllegalStateException()
        .isThrownBy(local.region("ie1")::build)
        .withMessageStartingWith("baseUrl ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            BUILDER.credentials(Credentials.authToken(Fixtures.ACCOUNT, "t")).region("xx9")::build)
        .withMessageStartingWith("region");
  }
}
