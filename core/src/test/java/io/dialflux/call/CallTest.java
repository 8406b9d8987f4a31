package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call as Twilio answers it, and as it does not. */
class CallTest {
  private static final String SID = "CA0123456789abcdef0123456789abcdef";

  private static final String FULL =
      """
      {
        "sid": "CA0123456789abcdef0123456789abcdef",
        "account_sid": "AC0123456789abcdef0123456789abcdef",
        "parent_call_sid": "CA00000000000000000000000000000001",
        "phone_number_sid": "PN00000000000000000000000000000002",
        "group_sid": "GP00000000000000000000000000000003",
        "trunk_sid": "TK00000000000000000000000000000004",
        "status": "completed",
        "direction": "outbound-api",
        "answered_by": "machine_end_beep",
        "date_created": "Sun, 22 Nov 2026 08:00:00 +0000",
        "date_updated": "Sun, 22 Nov 2026 08:01:30 +0000",
        "start_time": "Sun, 22 Nov 2026 08:00:10 +0000",
        "end_time": "Sun, 22 Nov 2026 08:01:25 +0000",
        "duration": "75",
        "queue_time": "1500",
        "price": "-0.03000",
        "price_unit": "USD",
        "to": "+15558675310",
        "to_formatted": "(555) 867-5310",
        "from": "+15552223333",
        "from_formatted": "(555) 222-3333",
        "forwarded_from": "+15554445555",
        "caller_name": "Anna Müller 📞",
        "api_version": "2010-04-01",
        "uri": "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA01.json",
        "stir_verstat": "TN-Validation-Passed-A",
        "subresource_uris": {
          "recordings": "/2010-04-01/Accounts/AC01/Calls/CA01/Recordings.json",
          "events": "/2010-04-01/Accounts/AC01/Calls/CA01/Events.json",
          "twiml_session": null
        }
      }
      """;

  private static Call with(String fields) {
    return Call.parse("{\"sid\":\"" + SID + "\"," + fields + "}");
  }

  @Test
  void everyFieldIsTyped() {
    Call call = Call.parse(FULL);
    assertThat(call.sid()).isEqualTo(SID);
    assertThat(call.accountSid()).isEqualTo("AC0123456789abcdef0123456789abcdef");
    assertThat(call.parentCallSid()).isEqualTo("CA00000000000000000000000000000001");
    assertThat(call.phoneNumberSid()).isEqualTo("PN00000000000000000000000000000002");
    assertThat(call.groupSid()).isEqualTo("GP00000000000000000000000000000003");
    assertThat(call.trunkSid()).isEqualTo("TK00000000000000000000000000000004");
    assertThat(call.status()).isSameAs(CallStatus.COMPLETED);
    assertThat(call.direction()).isSameAs(CallDirection.OUTBOUND_API);
    assertThat(call.answeredBy()).isSameAs(AnsweredBy.MACHINE_END_BEEP);
    assertThat(call.dateCreated()).isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
    assertThat(call.dateUpdated()).isEqualTo(Instant.parse("2026-11-22T08:01:30Z"));
    assertThat(call.startTime()).isEqualTo(Instant.parse("2026-11-22T08:00:10Z"));
    assertThat(call.endTime()).isEqualTo(Instant.parse("2026-11-22T08:01:25Z"));
    assertThat(call.duration()).isEqualTo(Duration.ofSeconds(75));
    assertThat(call.queueTime()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(call.price()).isEqualTo(new BigDecimal("-0.03000"));
    assertThat(call.priceUnit()).isEqualTo("USD");
    assertThat(call.to()).isEqualTo("+15558675310");
    assertThat(call.toFormatted()).isEqualTo("(555) 867-5310");
    assertThat(call.from()).isEqualTo("+15552223333");
    assertThat(call.fromFormatted()).isEqualTo("(555) 222-3333");
    assertThat(call.forwardedFrom()).isEqualTo("+15554445555");
    assertThat(call.callerName()).isEqualTo("Anna Müller 📞");
    assertThat(call.apiVersion()).isEqualTo("2010-04-01");
    assertThat(call.uri()).endsWith("/Calls/CA01.json");
    assertThat(call.stirVerstat()).isEqualTo("TN-Validation-Passed-A");
    assertThat(call.subresourceUris())
        .containsOnly(
            Map.entry("recordings", "/2010-04-01/Accounts/AC01/Calls/CA01/Recordings.json"),
            Map.entry("events", "/2010-04-01/Accounts/AC01/Calls/CA01/Events.json"));
    assertThat(call.unparsed()).isEmpty();
  }

  @Test
  void bytesAreReadAsUtf8() {
    assertThat(Call.parse(FULL.getBytes(StandardCharsets.UTF_8)).callerName())
        .isEqualTo("Anna Müller 📞");
  }

  @Test
  void isWrittenAsTwilioSendsIt() {
    assertThat(Call.parse(FULL).toJson())
        .isEqualTo(
            ("""
            {"sid":"CA0123456789abcdef0123456789abcdef",
            "account_sid":"AC0123456789abcdef0123456789abcdef",
            "parent_call_sid":"CA00000000000000000000000000000001",
            "date_created":"Sun, 22 Nov 2026 08:00:00 +0000",
            "date_updated":"Sun, 22 Nov 2026 08:01:30 +0000",
            "to":"+15558675310","to_formatted":"(555) 867-5310",
            "from":"+15552223333","from_formatted":"(555) 222-3333",
            "phone_number_sid":"PN00000000000000000000000000000002",
            "status":"completed","start_time":"Sun, 22 Nov 2026 08:00:10 +0000",
            "end_time":"Sun, 22 Nov 2026 08:01:25 +0000","duration":"75",
            "price":"-0.03000","price_unit":"USD","direction":"outbound-api",
            "answered_by":"machine_end_beep","api_version":"2010-04-01",
            "forwarded_from":"+15554445555","group_sid":"GP00000000000000000000000000000003",
            "caller_name":"Anna Müller 📞","queue_time":"1500",
            "trunk_sid":"TK00000000000000000000000000000004",
            "uri":"/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA01.json",
            "stir_verstat":"TN-Validation-Passed-A","subresource_uris":{
            "recordings":"/2010-04-01/Accounts/AC01/Calls/CA01/Recordings.json",
            "events":"/2010-04-01/Accounts/AC01/Calls/CA01/Events.json"}}
            """)
                .replace("\n", ""));
  }

  @Test
  void whatIsMissingIsWrittenAsNull() {
    assertThat(Call.parse("{\"sid\":\"CA1\"}").toJson())
        .startsWith("{\"sid\":\"CA1\",\"account_sid\":null,\"parent_call_sid\":null,")
        .contains(",\"status\":null,", ",\"duration\":null,", ",\"price\":null,")
        .endsWith(",\"uri\":null,\"stir_verstat\":null,\"subresource_uris\":{}}");
  }

  @Test
  void whatIsUnparsedIsWrittenAsItCame() {
    String json =
        with("\"score\":7,\"vip\":true,\"mood\":\"good\",\"code\":\"7\",\"text\":\"{\\\"a\\\":1}\","
                + "\"deep\":{\"a\":[1,1E400]},\"duration\":\"12s\",\"price\":{\"a\":1},"
                + "\"start_time\":20261122,\"subresource_uris\":{\"b\":\"/b\",\"c\":[2]}")
            .toJson();
    assertThat(json)
        .contains(
            ",\"start_time\":20261122,\"end_time\":null,\"duration\":\"12s\",\"price\":{\"a\":1},")
        .endsWith(
            ",\"subresource_uris\":{\"b\":\"/b\",\"c\":[2]},\"score\":7,\"vip\":true,\"mood\":\"good\","
                + "\"code\":\"7\",\"text\":\"{\\\"a\\\":1}\",\"deep\":{\"a\":[1,1E400]}}");
  }

  @Test
  void numbersAreWrittenAsStrings() {
    assertThat(with("\"duration\":75,\"queue_time\":1.5,\"price\":-0.030,\"to\":12").toJson())
        .contains(
            "\"to\":\"12\",",
            "\"duration\":\"75\",\"price\":\"-0.030\",",
            "\"queue_time\":\"1.5\"");
    assertThat(with("\"price\":\"1e999999999\"").toJson()).contains("\"price\":\"1E+999999999\"");
  }

  private static void assertBare(Call call) {
    assertThat(call.sid()).isEqualTo(SID);
    assertThat(call.status().value()).isEmpty();
    assertThat(call.accountSid()).isNull();
    assertThat(call.parentCallSid()).isNull();
    assertThat(call.phoneNumberSid()).isNull();
    assertThat(call.groupSid()).isNull();
    assertThat(call.trunkSid()).isNull();
    assertThat(call.direction()).isNull();
    assertThat(call.answeredBy()).isNull();
    assertThat(call.dateCreated()).isNull();
    assertThat(call.dateUpdated()).isNull();
    assertThat(call.startTime()).isNull();
    assertThat(call.endTime()).isNull();
    assertThat(call.duration()).isNull();
    assertThat(call.queueTime()).isNull();
    assertThat(call.price()).isNull();
    assertThat(call.priceUnit()).isNull();
    assertThat(call.to()).isNull();
    assertThat(call.toFormatted()).isNull();
    assertThat(call.from()).isNull();
    assertThat(call.fromFormatted()).isNull();
    assertThat(call.forwardedFrom()).isNull();
    assertThat(call.callerName()).isNull();
    assertThat(call.apiVersion()).isNull();
    assertThat(call.uri()).isNull();
    assertThat(call.stirVerstat()).isNull();
    assertThat(call.subresourceUris()).isEmpty();
    assertThat(call.unparsed()).isEmpty();
  }

  @Test
  void everyFieldMayBeAbsent() {
    assertBare(Call.parse("{\"sid\":\"" + SID + "\"}"));
  }

  @Test
  void everyFieldMayBeNull() {
    String nulls = FULL.replaceAll("(?s)\\{\\s+\"recordings.*?\\}", "null");
    nulls = nulls.replaceAll(": \"[^\"]*\"", ": null").replaceFirst("null", "\"" + SID + "\"");
    assertThat(nulls.split(": null", -1)).hasSize(27);
    assertBare(Call.parse(nulls));
  }

  @Test
  void amountsMayComeAsNumbers() {
    Call call = with("\"duration\":75,\"queue_time\":1500,\"price\":-0.03,\"status\":\"busy\"");
    assertThat(call.duration()).isEqualTo(Duration.ofSeconds(75));
    assertThat(call.queueTime()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(call.price()).isEqualTo(new BigDecimal("-0.03"));
    assertThat(call.unparsed()).isEmpty();
  }

  @Test
  void textsMayComeAsNumbersOrTruthValues() {
    Call call = with("\"to\":15558675310,\"caller_name\":true,\"status\":5");
    assertThat(call.to()).isEqualTo("15558675310");
    assertThat(call.callerName()).isEqualTo("true");
    assertThat(call.status().value()).isEqualTo("5");
  }

  @Test
  void emptyAmountsAndDatesAreAbsent() {
    Call call = with("\"duration\":\"\",\"queue_time\":\"\",\"price\":\"\",\"end_time\":\"\"");
    assertThat(call.duration()).isNull();
    assertThat(call.queueTime()).isNull();
    assertThat(call.price()).isNull();
    assertThat(call.endTime()).isNull();
    assertThat(call.unparsed()).isEmpty();
  }

  @Test
  void unknownValuesOfEnumsKeepTheirText() {
    Call call =
        with(
            "\"status\":\"on-hold\",\"direction\":\"sideways\",\"answered_by\":\"parrot\","
                + "\"price_unit\":\"Credits\"");
    assertThat(call.status()).isEqualTo(CallStatus.of("on-hold")).hasToString("on-hold");
    assertThat(call.status().isTerminal()).isFalse();
    assertThat(call.direction()).isEqualTo(CallDirection.of("sideways"));
    assertThat(call.answeredBy().value()).isEqualTo("parrot");
    assertThat(call.priceUnit()).isEqualTo("Credits");
    assertThat(call.unparsed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "queued, false",
    "ringing, false",
    "in-progress, false",
    "completed, true",
    "busy, true",
    "failed, true",
    "no-answer, true",
    "canceled, true"
  })
  void knownStatusesAreConstants(String text, boolean terminal) {
    assertThat(CallStatus.of(text)).isSameAs(CallStatus.of(text)).hasToString(text);
    assertThat(CallStatus.of(text).isTerminal()).isEqualTo(terminal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inbound",
        "outbound-api",
        "outbound-dial",
        "trunking-terminating",
        "trunking-originating"
      })
  void knownDirectionsAreConstants(String text) {
    assertThat(CallDirection.of(text)).isSameAs(CallDirection.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "human",
        "machine_start",
        "machine_end_beep",
        "machine_end_silence",
        "machine_end_other",
        "fax",
        "unknown"
      })
  void knownAnswersAreConstants(String text) {
    assertThat(AnsweredBy.of(text)).isSameAs(AnsweredBy.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 22 Nov 2026 08:00:00 +0000|2026-11-22T08:00:00Z",
        "Thu, 29 Feb 2024 23:59:59 +0000|2024-02-29T23:59:59Z",
        "Thu, 01 Jan 1970 00:00:00 +0000|1970-01-01T00:00:00Z",
        "Sun, 22 Nov 2026 09:00:00 +0100|2026-11-22T08:00:00Z",
        "Sun, 22 Nov 2026 08:00:00 GMT|2026-11-22T08:00:00Z",
        "Sun, 1 Nov 2026 08:00:00 GMT|2026-11-01T08:00:00Z",
        "2026-11-22T08:00:00Z|2026-11-22T08:00:00Z",
        "2026-11-22T09:00:00+01:00|2026-11-22T08:00:00Z",
        "2026-11-22T08:00:00.25Z|2026-11-22T08:00:00.25Z"
      })
  void datesInOtherFormsAreRead(String text, Instant date) {
    Call call = with("\"start_time\":\"" + text + "\"");
    assertThat(call.startTime()).isEqualTo(date);
    assertThat(call.unparsed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "Sun, 31 Nov 2026 08:00:00 +0000",
        "Thu, 29 Feb 2026 08:00:00 +0000",
        "Sun, 22 Foo 2026 08:00:00 +0000",
        "Sun, 22 ovD 2026 08:00:00 +0000",
        "Sun, 22 Nov 2026 08:60:00 +0000",
        "Sun, 22 Nov 2026 08:00:61 +0000",
        "Sun, 22 Nov 2026 08-00-00 +0000",
        "Sun, 22 Nov 20x6 08:00:00 +0000",
        "2026-11-22"
      })
  void aBadDateIsKeptAsItsText(String text) {
    Call call = with("\"start_time\":\"" + text + "\",\"end_time\":\"2026-11-22T08:00:00Z\"");
    assertThat(call.startTime()).isNull();
    assertThat(call.endTime()).isNotNull();
    assertThat(call.unparsed()).containsOnly(Map.entry("start_time", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "12s", "0x10", "1e400", "1e999999999", "1e-20", "NaN", "--1"})
  void aBadAmountIsKeptAsItsText(String text) {
    Call call = with("\"duration\":\"" + text + "\"");
    assertThat(call.duration()).isNull();
    assertThat(call.unparsed()).containsOnly(Map.entry("duration", text));
  }

  @Test
  void aBadPriceIsKeptAsItsText() {
    Call call = with("\"price\":\"free\",\"queue_time\":\"none\"");
    assertThat(call.price()).isNull();
    assertThat(call.unparsed())
        .containsOnly(Map.entry("price", "free"), Map.entry("queue_time", "none"));
  }

  @Test
  void unknownFieldsAreKept() {
    Call call =
        with(
            "\"mood\":\"good\",\"score\":7,\"vip\":true,\"gone\":null,"
                + "\"deep\":{\"a\":[1,{\"b\":null}],\"c\":\"é\"},\"row\":[],\"status\":\"queued\"");
    assertThat(call.unparsed())
        .containsOnly(
            Map.entry("mood", "good"),
            Map.entry("score", "7"),
            Map.entry("vip", "true"),
            Map.entry("deep", "{\"a\":[1,{\"b\":null}],\"c\":\"é\"}"),
            Map.entry("row", "[]"));
    assertThat(call.status()).isEqualTo(CallStatus.QUEUED);
  }

  @Test
  void aKnownFieldWithAnotherShapeIsKept() {
    Call call = with("\"to\":{\"number\":\"+1\"},\"start_time\":[1],\"subresource_uris\":\"none\"");
    assertThat(call.to()).isNull();
    assertThat(call.startTime()).isNull();
    assertThat(call.unparsed())
        .containsOnly(
            Map.entry("to", "{\"number\":\"+1\"}"),
            Map.entry("start_time", "[1]"),
            Map.entry("subresource_uris", "none"));
  }

  @Test
  void aFieldAfterSubresourcesIsTheCallsOwn() {
    Call call = with("\"subresource_uris\":{\"to\":\"/x\",\"odd\":{\"to\":\"y\"}},\"to\":\"+12\"");
    assertThat(call.to()).isEqualTo("+12");
    assertThat(call.subresourceUris()).containsOnly(Map.entry("to", "/x"));
    assertThat(call.unparsed()).hasSize(1).containsValue("{\"to\":\"y\"}");
  }

  @Test
  void oddNestedValuesOfSubresourcesAreAllKept() {
    Call call = with("\"subresource_uris\":{\"a\":[1],\"b\":{\"c\":2}}");
    assertThat(call.unparsed())
        .containsOnly(
            Map.entry("subresource_uris.a", "[1]"), Map.entry("subresource_uris.b", "{\"c\":2}"));
  }

  @Test
  void escapesAndSurrogatesAreRead() {
    assertThat(with("\"caller_name\":\"\\u00e9\\ud83d\\udcde\\n\\\"\\/\"").callerName())
        .isEqualTo("é📞\n\"/");
  }

  @Test
  void toStringShowsNothingPersonal() {
    assertThat(Call.parse(FULL)).hasToString("Call[" + SID + ", completed]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"+15558675310\"",
        "{",
        "{\"sid\"",
        "{\"sid\":\"CA1\",\"to\":\"+15558675310",
        "{\"sid\":\"CA1\",\"to\":\"+15558675310\"",
        "{\"sid\":\"CA1\",\"to\":+15558675310}",
        "{\"sid\":\"CA1\",to:15558675310}",
        "{\"sid\":\"CA1\",\"to\":\"\u0001+15558675310\"}",
        "{\"to\":\"+15558675310\"}",
        "{\"sid\":null,\"to\":\"+15558675310\"}",
        "{\"sid\":\"\",\"to\":\"+15558675310\"}",
        "{\"sid\":\"CA1\"} +15558675310",
        "{\"sid\":\"CA1\"}{}",
        "<html>+15558675310</html>"
      })
  void whatIsNoCallIsNotRepeated(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.parse(json))
        .withMessageStartingWith("json")
        .withMessageNotContaining("5558675310")
        .withNoCause();
  }

  @Test
  void brokenUtf8IsNotRepeated() {
    byte[] json = "{\"sid\":\"CA1\",\"to\":\"+15558675310?\"}".getBytes(StandardCharsets.UTF_8);
    json[json.length - 3] = (byte) 0xff;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.parse(json))
        .withMessageNotContaining("5558675310")
        .withNoCause();
  }

  @Test
  void nestingWithoutEndIsAnErrorAndNoOverflow() {
    String deep = "{\"sid\":\"CA1\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatIllegalArgumentException().isThrownBy(() -> Call.parse(deep));
  }
}
