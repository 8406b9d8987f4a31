package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.error;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Effect;
import io.dialflux.http.Operation;
import io.dialflux.internal.wire.Mask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of the library's holds a phone number, an address, a name or a secret. */
class RedactionTest {
  private static final String KEY = "SK0123456789abcdef0123456789abcdef";
  private static final String[] PERSONAL = {
    "5558675310",
    "555) 867",
    "555-867",
    "5552223333",
    "bob",
    "anna",
    "hunter2",
    "s3cret",
    "pin=4711",
    "4711",
    "example.com/answer",
    "Müller"
  };

  private static final CreateCall CREATE =
      CallTemplate.from("+15552223333")
          .url(URI.create("https://example.com/answer?pin=4711"))
          .sipAuth("bob", "hunter2")
          .callToken("s3cret")
          .to("sip:anna@example.com")
          .tag("Müller");

  private static final String CALL_JSON =
      "{\"sid\":\""
          + CALL
          + "\",\"to\":\"+15558675310\",\"from\":\"client:anna\",\"caller_name\":\"Müller\","
          + "\"to_formatted\":\"(555) 867-5310\",\"note\":\"s3cret\"}";

  static Stream<Object> objects() {
    return Stream.of(
        Credentials.authToken(ACCOUNT, "s3cret"),
        Credentials.apiKey(ACCOUNT, KEY, "s3cret"),
        Credentials.oauth(ACCOUNT, "anna", "s3cret"),
        Objects.requireNonNull(
            AccessToken.parse(
                "{\"access_token\":\"s3cret\"}".getBytes(StandardCharsets.UTF_8), Instant.EPOCH)),
        CallTemplate.from("+15552223333").url(URI.create("https://example.com/answer?pin=4711")),
        CREATE,
        UpdateCall.twiml("<Say>4711</Say>"),
        CallFilter.all().to("+15558675310").from("client:anna"),
        PageToken.first(CallFilter.all().to("+15558675310")),
        PageToken.parse("/x?To=%2B15558675310&From=client:anna"),
        Call.parse(CALL_JSON),
        CallPage.of(List.of(Call.parse(CALL_JSON)), PageToken.parse("?To=%2B15558675310")),
        ApiRequest.form(Operation.CREATE, Effect.ONCE, "/x", CREATE.form(), null)
            .header("authorization", "s3cret"),
        ApiRequest.of(Operation.LIST, Effect.READ, "GET", "/x?To=%2B15558675310"),
        new ApiResponse(200, name -> "s3cret", Call.parse(CALL_JSON)));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void toStringShowsNothingPersonal(Object object) {
    assertThat(object.toString()).isNotEmpty().doesNotContain(PERSONAL);
  }

  @Test
  void aClientShowsNoSecret() {
    try (CallsClient calls =
        CallsClient.builder().credentials(Credentials.authToken(ACCOUNT, "s3cret")).build()) {
      assertThat(calls.toString()).contains(ACCOUNT).doesNotContain("s3cret");
    }
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        arguments("The 'To' number +15558675310 is not a valid phone number.", "not a valid phone"),
        arguments("The number +1 (555) 867-5310 is blocked", "is blocked"),
        arguments("Number 15558675310 unverified; 555.867.5310 too", "unverified"),
        arguments("Account not authorized to call (555) 867-5310.", "not authorized"),
        arguments("Unable to reach sip:bob@example.com;transport=tls", "Unable to reach"),
        arguments("SIPS:bob@10.0.0.1:5061 refused", "refused"),
        arguments("client:anna is not registered", "is not registered"),
        arguments("Url https://example.com/answer?pin=4711 is not reachable", "not reachable"),
        arguments("mail bob.smith+x@example.org about it", "about it"),
        arguments("'From' +15552223333, 'To' \\\"+15558675310\\\": same", "same"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void twiliosMessageIsMasked(String message, String kept) {
    for (String body : new String[] {error(400, 21211, message), problem(400, 21211, message)}) {
      try (RawServer server = RawServer.answering(RawServer.http(400, body));
          CallsClient calls = client(server.uri()).build()) {
        CallsException failure = failureOf(calls.create(CREATE));

        assertThat(failure).isExactlyInstanceOf(ApiException.class);
        assertThat(failure.getMessage()).contains("21211").contains(kept);
        assertThat(everything(failure)).doesNotContain(PERSONAL);
      }
    }
  }

  @Test
  void twiliosOwnLinksAndSidsStay() {
    String message = "Call " + CALL + ": see https://www.twilio.com/docs/errors/21220.";
    assertThat(Mask.text(message)).isEqualTo(message);
    assertThat(Mask.isTwilioLink("https://www.twilio.com/docs/errors/21220")).isTrue();
    assertThat(Mask.isTwilioLink("https://www.twilio.com/docs?To=15558675310")).isFalse();
    assertThat(Mask.isTwilioLink("https://www.twilio.com.example.com/x")).isFalse();
  }

  @Test
  void aNumberInALinkOfTwiliosIsMasked() {
    for (String personal : new String[] {"15558675310", "555-867-5310", "555.867.5310"}) {
      String link = "https://www.twilio.com/console/phone-numbers/" + personal + "/calls";
      assertThat(Mask.text("See " + link + " now")).isEqualTo("See [masked] now");
      assertThat(Mask.isTwilioLink(link)).isFalse();
    }
    String call = "https://www.twilio.com/console/calls/" + CALL;
    assertThat(Mask.text(call)).isEqualTo(call);
    assertThat(Mask.isTwilioLink(call)).isTrue();
  }

  @Test
  void aForeignLinkToMoreInformationIsLeftOut() {
    String body = error(400, 21211, "m").replace("www.twilio.com/docs/errors/", "example.com/bob/");
    try (RawServer server = RawServer.answering(RawServer.http(400, body));
        CallsClient calls = client(server.uri()).build()) {
      ApiException failure = (ApiException) failureOf(calls.create(CREATE));
      assertThat(failure.moreInfo()).isNull();
    }
  }

  static Stream<Arguments> badEnds() {
    return Stream.of(
        arguments("reset", RawServer.reset()),
        arguments("html", RawServer.http(502, "<p>+15558675310 s3cret bob</p>")),
        arguments("unreadable", RawServer.http(201, "{\"to\":\"+15558675310\"} s3cret")),
        arguments("malformed", RawServer.http(201, "{\"sid\":\"x\",\"to\":+15558675310")),
        arguments("no page", RawServer.http(200, "{\"calls\":[{\"to\":\"+15558675310\"}]}")),
        arguments("limited", RawServer.http(429, error(429, 20429, "to +15558675310"))),
        arguments(
            "redirect", RawServer.http(302, "", "Location", "https://example.com/answer?pin=4711")),
        arguments("odd link", RawServer.http(200, page("?To=+15558675310 <s3cret>"))),
        arguments("foreign link", RawServer.http(200, page("https://bob:hunter2@x/?pin=4711"))));
  }

  private static String page(String next) {
    return "{\"calls\":[],\"next_page_uri\":\"" + next + "\"}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badEnds")
  void noFailureShowsAnythingPersonal(String name, RawServer.Answer answer) {
    try (RawServer server = RawServer.answering(answer);
        CallsClient calls =
            client(server.uri()).credentials(Credentials.authToken(ACCOUNT, "s3cret")).build()) {
      assertThat(everything(failureOf(calls.create(CREATE)))).doesNotContain(PERSONAL);
      CallsException listing =
          failureOf(calls.list(CallFilter.all().to("+15558675310").from("client:anna")));
      assertThat(listing).isInstanceOf(ListingInterruptedException.class);
      assertThat(everything(listing)).doesNotContain(PERSONAL);
    }
  }

  /** All that a log would show of a failure: its trace, its causes, what was suppressed. */
  private static String everything(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
