package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.OTHER_ACCOUNT;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.number;
import static io.dialflux.Fixtures.sid;
import static io.dialflux.Fixtures.sidIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A call that was answered is compared with the request, as it was written. */
class AnswerOfAnotherTest {
  private static final UpdateCall REDIRECT =
      UpdateCall.redirect(URI.create("https://example.com/next"));

  private static Answer call(String fields) {
    return RawServer.http(200, "{\"status\":\"queued\"," + fields + "}");
  }

  private static String quoted(String name, String value) {
    return "\"" + name + "\":\"" + value + "\"";
  }

  private static String answeredTo(String to) {
    return quoted("sid", CALL) + "," + quoted("account_sid", ACCOUNT) + "," + quoted("to", to);
  }

  private static void isRight(Answer answer, Function<CallsClient, Mono<?>> operation) {
    try (RawServer server = RawServer.answering(answer);
        CallsClient calls = client(server.uri()).build()) {
      assertThat(operation.apply(calls).hasElement().block(LONG)).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** Fails with the field's name alone, after as many requests. */
  private static void isAnothers(
      String field, int requests, Answer answer, Function<CallsClient, Mono<?>> operation) {
    try (RawServer server = RawServer.answering(answer);
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(operation.apply(calls));

      assertThat(failure).isExactlyInstanceOf(UnreadableResponseException.class).hasNoCause();
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(((UnreadableResponseException) failure).status()).isEqualTo(200);
      assertThat(((UnreadableResponseException) failure).isBadLink()).isFalse();
      assertThat(failure.getMessage())
          .matches("[a-z]+: the answer is another call's: " + field + " differs");
      assertThat(server.requests()).hasSize(requests);
    }
  }

  @Test
  void aFetchedCallHasTheSidThatWasAskedFor() {
    isRight(call(quoted("sid", CALL)), calls -> calls.fetch(CALL));
    isRight(call(quoted("sid", CALL.toUpperCase(Locale.ROOT))), calls -> calls.fetch(CALL));
    isRight(call(quoted("sid", CALL)), calls -> calls.fetch("CA" + upper(CALL.substring(2))));
    isAnothers("sid", 4, call(quoted("sid", sid(6))), calls -> calls.fetch(CALL));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  @Test
  void anUpdatedCallHasTheSidThatWasAskedFor() {
    isRight(call(quoted("sid", CALL)), calls -> calls.update(CALL, UpdateCall.hangUp()));
    isRight(call(quoted("sid", CALL)), calls -> calls.update(CALL, REDIRECT));
    Answer other = call(quoted("sid", sid(6)));
    isAnothers("sid", 4, other, calls -> calls.update(CALL, UpdateCall.hangUp()));
    isAnothers("sid", 1, other, calls -> calls.update(CALL, REDIRECT));
  }

  @Test
  void theAccountIsTheOneThatWasAsked() {
    String sid = quoted("sid", CALL);
    Answer own = call(sid + "," + quoted("account_sid", "AC" + upper(ACCOUNT.substring(2))));
    Answer none = call(sid + ",\"account_sid\":null");
    for (Answer right : new Answer[] {own, none}) {
      isRight(right, calls -> calls.fetch(CALL));
      isRight(right, calls -> calls.update(CALL, REDIRECT));
      isRight(right, calls -> calls.create(Fixtures.call()));
    }
    Answer other = call(sid + "," + quoted("account_sid", OTHER_ACCOUNT));
    isRight(other, calls -> calls.account(OTHER_ACCOUNT).fetch(CALL));
    isAnothers("account_sid", 4, other, calls -> calls.fetch(CALL));
    isAnothers("account_sid", 4, other, calls -> calls.update(CALL, UpdateCall.cancel()));
    isAnothers("account_sid", 1, other, calls -> calls.update(CALL, REDIRECT));
    isAnothers("account_sid", 1, other, calls -> calls.create(Fixtures.call()));
  }

  /** Twilio may write a number in its own way, and what is no number is not compared. */
  @ParameterizedTest
  @CsvSource({
    "+15558675310, +15558675310",
    "+5215512345678, +525512345678",
    "+525512345678, +5215512345678",
    "+5491123456789, +541123456789",
    "+5511987654321, +551187654321",
    "+4402079460123, +442079460123",
    "+493023125678, +493023125678",
    "client:alice, client:alice",
    "client:alice, client:bob",
    "client:alice, +15558675310",
    "sip:+15558675310@example.com, sip:+15558675311@example.com",
    "sip:bob@example.com, +15558675310",
    "+15558675310, sip:bob@example.com",
    "+15558675310, 5558675310",
    "+15558675310, ''",
    "client:A&To=+15550000000, client:a"
  })
  void aCreatedCallMayHaveThatTo(String asked, String answered) {
    isRight(call(answeredTo(answered)), calls -> calls.create(TEMPLATE.to(asked)));
  }

  @Test
  void anAnswerWithoutToIsRight() {
    isRight(call(quoted("sid", CALL)), calls -> calls.create(Fixtures.call()));
    isRight(call(quoted("sid", CALL) + ",\"to\":null"), calls -> calls.create(Fixtures.call()));
  }

  @ParameterizedTest
  @CsvSource({
    "+15558675310, +15558675311",
    "+15558675310, +25558675310",
    "+15558675310, +1555867531",
    "+15558675310, +12128675310",
    "+493023125678, +493023125679",
    "+493023125678, +433023125678",
    "+5215512345678, +5215512345679",
    "+4402079460123, +442079460124",
    "+5511987654321, +5511987654320"
  })
  void aCreatedCallOfAnotherToIsUnknownAndNotSentAgain(String asked, String answered) {
    isAnothers("To", 1, call(answeredTo(answered)), calls -> calls.create(TEMPLATE.to(asked)));
  }

  /** What counts is what was written: filters may have changed the form, whatever its escapes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "To=%2B15550000000",
        "To=+15550000000",
        "To=%2b%31%35550000000&From=%2B15552223333",
        "From=%2B15552223333&To=%2B15558675310&To=%2B15550000000",
        "ReportTo=%2B15558675310&To=%2B15550000000&Url=https%3A%2F%2Fexample.com%2F%3FTo%3D1",
        "To=%2B15550000000&"
      })
  void theFormIsComparedAsFiltersLeftIt(String form) {
    ExchangeFilter changing =
        (request, next) ->
            next.exchange(
                ApiRequest.form(
                    request.operation(),
                    request.effect(),
                    request.path(),
                    form.getBytes(StandardCharsets.US_ASCII),
                    null));
    Answer answer = call(answeredTo("+15550000000"));
    try (RawServer server = RawServer.answering(answer);
        CallsClient calls = client(server.uri()).filter(changing).build()) {
      assertThat(calls.create(Fixtures.call()).block(LONG).to()).isEqualTo("+15550000000");
    }
    isAnothers("To", 1, answer, calls -> calls.create(Fixtures.call()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"To=%", "To=%2", "To=%zz15550000000", "To=", "To", "", "&&", "%54o=%2B1"})
  void aFormThatCannotBeReadIsNotCompared(String form) {
    ExchangeFilter changing =
        (request, next) ->
            next.exchange(
                ApiRequest.form(
                    request.operation(),
                    request.effect(),
                    request.path(),
                    form.getBytes(StandardCharsets.US_ASCII),
                    null));
    try (RawServer server = RawServer.answering(call(answeredTo("+15550000000")));
        CallsClient calls = client(server.uri()).filter(changing).build()) {
      assertThat(calls.create(Fixtures.call()).block(LONG).sid()).isEqualTo(CALL);
    }
  }

  /** A filter may ask for another call; its answer is the right one then. */
  @Test
  void thePathIsComparedAsFiltersLeftIt() {
    ExchangeFilter changing =
        (request, next) ->
            next.exchange(
                ApiRequest.of(
                        Operation.FETCH,
                        request.effect(),
                        "GET",
                        request.path().replace(CALL, sid(6)))
                    .header("x-changed", "1"));
    try (RawServer server =
            RawServer.answering(
                call(quoted("sid", CALL)),
                (request, socket) -> {
                  assertThat(request.headers()).containsEntry("x-changed", "1");
                  call(quoted("sid", sid(6))).to(request, socket);
                });
        CallsClient calls = client(server.uri()).filter(changing).build()) {
      assertThat(calls.fetch(CALL).block(LONG).sid()).isEqualTo(sid(6));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aReadIsSentAgainAndGetsItsOwnAnswer() {
    try (RawServer server =
            RawServer.answering(
                RawServer.http(200, callJson(sid(5))), RawServer.http(200, callJson(CALL)));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(calls.fetch(CALL).block(LONG).sid()).isEqualTo(CALL);
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** One answer too many on a connection: each request is answered with what was meant before. */
  @Test
  void answersThatHaveShiftedAreNobodysCalls() {
    AtomicReference<String> late =
        new AtomicReference<>("{" + answeredTo(number(9)) + ",\"status\":\"queued\"}");
    Answer shifted =
        (request, socket) -> {
          String own =
              request.method().equals("POST")
                  ? "{" + answeredTo(request.form("To")) + ",\"status\":\"queued\"}"
                  : callJson(sidIn(request.path(), CALL));
          RawServer.http(200, late.getAndSet(own)).to(request, socket);
        };
    try (RawServer server = RawServer.scripted(shifted);
        CallsClient calls = client(server.uri()).build()) {
      for (int i = 1; i <= 3; i++) {
        CallsException failure = failureOf(calls.create(TEMPLATE.to(number(i))));
        assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      }
      assertThat(server.requests()).hasSize(3);
      assertThat(calls.fetch(sid(6)).block(LONG).sid()).isEqualTo(sid(6));
      assertThat(calls.fetch(sid(7)).block(LONG).sid()).isEqualTo(sid(7));
    }
  }

  private static Answer events(String uri) {
    return RawServer.http(
        200,
        "{\"events\":[{\"request\":{\"uri\":\"/no\",\"url\":\"https://example.com\"}}],\"uri\":"
            + uri
            + ",\"page\":0}");
  }

  @Test
  void eventsAreOfTheCallThatWasAskedFor() {
    String folder = "\"/2010-04-01/Accounts/" + ACCOUNT + "/Calls/";
    for (String right :
        new String[] {
          "null",
          "7",
          "\"\"",
          "\"/x?Page=0\"",
          folder + CALL + "/Events.json?PageSize=50&Page=0\"",
          folder + upper(CALL) + "/Events.json\"",
          "\"/2010-04-01/Accounts/%41" + ACCOUNT.substring(1) + "/Calls/" + CALL + "/Events\"",
          "\"https://api.twilio.com/Accounts//" + ACCOUNT + "/./Calls/" + CALL + ".json\""
        }) {
      isRight(events(right), calls -> calls.events(CALL).count());
    }
    for (String other :
        new String[] {folder + sid(6) + "/Events.json\"", folder + sid(6) + ".json?Page=0\""}) {
      isAnothers("sid", 4, events(other), calls -> calls.events(CALL).then());
    }
    String foreign = "\"/2010-04-01/Accounts/" + OTHER_ACCOUNT + "/Calls/" + CALL + ".json\"";
    isAnothers("account_sid", 4, events(foreign), calls -> calls.events(CALL).then());
  }
}
