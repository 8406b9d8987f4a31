package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every parameter of a create as it stands on the wire. */
class CreateParametersTest {
  private static final String HEX = "0123456789abcdef0123456789ABCDEF";
  private static final URI URL = URI.create("https://example.com/a?b=c&d=e#rc=2");
  private static final String URL_ENCODED =
      "https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc%26d%3De%23rc%3D2";
  private static final CallTemplate TEMPLATE = CallTemplate.from("+15552223333").twiml("<R/>");

  /** What a create with the option sends, without what the bare template sends. */
  private static String sent(UnaryOperator<CallTemplate> option) {
    String bare = "From=%2B15552223333&Twiml=%3CR%2F%3E";
    String form = Wire.text(option.apply(TEMPLATE).to("+15558675310").form());
    assertThat(form).startsWith(bare).endsWith("To=%2B15558675310");
    return form.substring(bare.length() + 1, form.length() - "&To=%2B15558675310".length());
  }

  private static Arguments option(String expected, UnaryOperator<CallTemplate> option) {
    return arguments(expected, option);
  }

  static Stream<Arguments> options() {
    return Stream.of(
        option("Method=GET", t -> t.method(HttpMethod.GET)),
        option("Method=POST", t -> t.method(HttpMethod.POST)),
        option("FallbackUrl=" + URL_ENCODED, t -> t.fallbackUrl(URL)),
        option("FallbackMethod=GET", t -> t.fallbackMethod(HttpMethod.GET)),
        option("StatusCallback=" + URL_ENCODED, t -> t.statusCallback(URL)),
        option(
            "StatusCallback=" + URL_ENCODED + "&StatusCallbackEvent=answered",
            t -> t.statusCallback(URL, StatusCallbackEvent.ANSWERED)),
        option(
            "StatusCallback="
                + URL_ENCODED
                + "&StatusCallbackEvent=initiated&StatusCallbackEvent=ringing"
                + "&StatusCallbackEvent=answered&StatusCallbackEvent=completed",
            t -> t.statusCallback(URL, StatusCallbackEvent.values())),
        option("StatusCallbackMethod=GET", t -> t.statusCallbackMethod(HttpMethod.GET)),
        option("SendDigits=ww12%23*WA", t -> t.sendDigits("ww12#*WA")),
        option("Timeout=1", t -> t.timeout(Duration.ofSeconds(1))),
        option("Timeout=600", t -> t.timeout(Duration.ofMinutes(10))),
        option("TimeLimit=60", t -> t.timeLimit(Duration.ofMinutes(1))),
        option("TimeLimit=86400", t -> t.timeLimit(Duration.ofDays(1))),
        option("Record=true", t -> t.record(true)),
        option("Record=false", t -> t.record(false)),
        option("RecordingChannels=mono", t -> t.recordingChannels(RecordingChannels.MONO)),
        option("RecordingChannels=dual", t -> t.recordingChannels(RecordingChannels.DUAL)),
        option("RecordingTrack=inbound", t -> t.recordingTrack(RecordingTrack.INBOUND)),
        option("RecordingTrack=outbound", t -> t.recordingTrack(RecordingTrack.OUTBOUND)),
        option("RecordingTrack=both", t -> t.recordingTrack(RecordingTrack.BOTH)),
        option("RecordingStatusCallback=" + URL_ENCODED, t -> t.recordingStatusCallback(URL)),
        option(
            "RecordingStatusCallback="
                + URL_ENCODED
                + "&RecordingStatusCallbackEvent=in-progress"
                + "&RecordingStatusCallbackEvent=completed&RecordingStatusCallbackEvent=absent",
            t -> t.recordingStatusCallback(URL, RecordingStatusCallbackEvent.values())),
        option(
            "RecordingStatusCallbackMethod=GET",
            t -> t.recordingStatusCallbackMethod(HttpMethod.GET)),
        option("RecordingConfigurationId=RC+1%2F2", t -> t.recordingConfigurationId("RC 1/2")),
        option("Trim=trim-silence", t -> t.trim(Trim.TRIM_SILENCE)),
        option("Trim=do-not-trim", t -> t.trim(Trim.DO_NOT_TRIM)),
        option("SipAuthUsername=bob&SipAuthPassword=p%26w%3D+%25", t -> t.sipAuth("bob", "p&w= %")),
        option("MachineDetection=Enable", t -> t.machineDetection(MachineDetection.ENABLE)),
        option(
            "MachineDetection=DetectMessageEnd",
            t -> t.machineDetection(MachineDetection.DETECT_MESSAGE_END)),
        option(
            "MachineDetectionTimeout=59", t -> t.machineDetectionTimeout(Duration.ofSeconds(59))),
        option(
            "MachineDetectionSpeechThreshold=2400",
            t -> t.machineDetectionSpeechThreshold(Duration.ofMillis(2_400))),
        option(
            "MachineDetectionSpeechEndThreshold=1200",
            t -> t.machineDetectionSpeechEndThreshold(Duration.ofMillis(1_200))),
        option(
            "MachineDetectionSilenceTimeout=10000",
            t -> t.machineDetectionSilenceTimeout(Duration.ofSeconds(10))),
        option("AsyncAmd=true", t -> t.asyncAmd(true)),
        option("AsyncAmd=false", t -> t.asyncAmd(false)),
        option("AsyncAmdStatusCallback=" + URL_ENCODED, t -> t.asyncAmdStatusCallback(URL)),
        option(
            "AsyncAmdStatusCallbackMethod=GET",
            t -> t.asyncAmdStatusCallbackMethod(HttpMethod.GET)),
        option("CallerId=%2B15550001111", t -> t.callerId("+15550001111")),
        option("Byoc=BY" + HEX, t -> t.byoc("BY" + HEX)),
        option(
            "CallReason=Your+order+%F0%9F%93%A6%0Ais+here",
            t -> t.callReason("Your order 📦\nis here")),
        option("CallToken=%7B%22a%22%3A%22b%22%7D", t -> t.callToken("{\"a\":\"b\"}")),
        option("ClientNotificationUrl=" + URL_ENCODED, t -> t.clientNotificationUrl(URL)),
        option("Passports=ab%2B%2F%3D%3D", t -> t.passports("ab+/==")),
        option("Passports=a%2Cb%2Cc%2Cd%2Ce", t -> t.passports("a", "b", "c", "d", "e")),
        option("NewOne=a%26b", t -> t.parameter("NewOne", "a&b")),
        option("NewOne=a&NewOne=b", t -> t.parameter("NewOne", "a", "b")),
        option("NewOne=", t -> t.parameter("NewOne", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("options")
  void standsOnTheWireAs(String expected, UnaryOperator<CallTemplate> option) {
    assertThat(sent(option)).isEqualTo(expected);
  }

  /** The tables of the API: nothing is missing here, and nothing is misspelt. */
  @Test
  void everyParameterOfTheApiIsThere() {
    Set<String> names = new TreeSet<>(Set.of("From", "To", "Twiml"));
    options()
        .flatMap(o -> Stream.of(((String) o.get()[0]).split("&")))
        .map(pair -> pair.substring(0, pair.indexOf('=')))
        .filter(name -> !name.equals("NewOne"))
        .forEach(names::add);
    stages().map(s -> ((String) s.get()[0]).split("=")[0]).forEach(names::add);
    assertThat(names)
        .containsExactlyInAnyOrder(
            "To",
            "From",
            "Url",
            "Twiml",
            "ApplicationSid",
            "Method",
            "FallbackUrl",
            "FallbackMethod",
            "StatusCallback",
            "StatusCallbackEvent",
            "StatusCallbackMethod",
            "SendDigits",
            "Timeout",
            "Record",
            "RecordingChannels",
            "RecordingTrack",
            "RecordingStatusCallback",
            "RecordingStatusCallbackMethod",
            "RecordingStatusCallbackEvent",
            "Trim",
            "SipAuthUsername",
            "SipAuthPassword",
            "MachineDetection",
            "MachineDetectionTimeout",
            "MachineDetectionSpeechThreshold",
            "MachineDetectionSpeechEndThreshold",
            "MachineDetectionSilenceTimeout",
            "AsyncAmd",
            "AsyncAmdStatusCallback",
            "AsyncAmdStatusCallbackMethod",
            "CallerId",
            "Byoc",
            "CallReason",
            "CallToken",
            "TimeLimit",
            "ClientNotificationUrl",
            "RecordingConfigurationId",
            "Passports");
  }

  static Stream<Arguments> stages() {
    CallTemplate.Stage stage = CallTemplate.from("client:anna");
    return Stream.of(
        arguments("Url=" + URL_ENCODED, stage.url(URL)),
        arguments("Twiml=%3CSay%3EHi+%26amp%3B%3C%2FSay%3E", stage.twiml("<Say>Hi &amp;</Say>")),
        arguments("ApplicationSid=AP" + HEX, stage.application("AP" + HEX)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stages")
  void whatIsSaidStandsOnTheWireAs(String expected, CallTemplate template) {
    assertThat(Wire.text(template.to("+12").form()))
        .isEqualTo("From=client%3Aanna&" + expected + "&To=%2B12");
  }

  @ParameterizedTest
  @CsvSource({
    "+15558675310, %2B15558675310",
    "+12, %2B12",
    "sip:bob@example.com;transport=tls?x-h=1&y=2, "
        + "sip%3Abob%40example.com%3Btransport%3Dtls%3Fx-h%3D1%26y%3D2",
    "client:änne, client%3A%C3%A4nne",
  })
  void theCalleeStandsOnTheWireAs(String to, String encoded) {
    assertThat(Wire.text(TEMPLATE.to(to).form())).endsWith("&To=" + encoded);
  }

  @Test
  void theTextNullIsAValueLikeAnother() {
    assertThat(sent(t -> t.callReason("null"))).isEqualTo("CallReason=null");
    assertThat(sent(t -> t.parameter("X", "null"))).isEqualTo("X=null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+ &=%", "a\r\n\tb", "📞📦", "ä ß €", "~!*'()-_.", "\u0000\u007f", "日本"})
  void whateverTheTextTheServerReadsIt(String text) {
    String form = Wire.text(TEMPLATE.parameter("Any ä", text).to("+12").form());
    assertThat(form).matches("[A-Za-z0-9%&=+*._-]*");
    assertThat(Wire.pairs(form))
        .containsExactly("From=+15552223333", "Twiml=<R/>", "Any ä=" + text, "To=+12");
  }

  @Test
  void anOptionGivenAgainReplacesTheFirst() {
    assertThat(sent(t -> t.timeout(Duration.ofSeconds(5)).timeout(Duration.ofSeconds(6))))
        .isEqualTo("Timeout=6");
    assertThat(sent(t -> t.record(true).trim(Trim.DO_NOT_TRIM).record(false)))
        .isEqualTo("Trim=do-not-trim&Record=false");
    assertThat(
            sent(
                t ->
                    t.statusCallback(URL, StatusCallbackEvent.values())
                        .statusCallback(URI.create("http://x"))))
        .isEqualTo("StatusCallback=http%3A%2F%2Fx");
    assertThat(sent(t -> t.callReason("a").parameter("CallReason", "b", "c")))
        .isEqualTo("CallReason=b&CallReason=c");
    assertThat(sent(t -> t.callReason("a").record(true).parameter("CallReason")))
        .isEqualTo("Record=true");
  }

  @Test
  void withFromChangesTheCaller() {
    CallTemplate other = TEMPLATE.record(true).withFrom("+15550000000");
    assertThat(Wire.pairs(Wire.text(other.to("+12").form())))
        .containsExactlyInAnyOrder("From=+15550000000", "Twiml=<R/>", "Record=true", "To=+12");
    assertThat(other.to("+12").from()).isEqualTo("+15550000000");
  }

  @Test
  void anOptionLeavesWhatItWasAppliedToAsItWas() {
    CallTemplate base = TEMPLATE.timeout(Duration.ofSeconds(9));
    CreateCall call = base.to("+12");
    assertThat(base.timeout(Duration.ofSeconds(8)).record(true).withFrom("+19")).isNotSameAs(base);
    assertThat(call.tag("t").notAfter(Instant.EPOCH)).isNotSameAs(call);
    call.form()[0] = '!';
    assertThat(Wire.text(base.to("+12").form()))
        .isEqualTo("From=%2B15552223333&Twiml=%3CR%2F%3E&Timeout=9&To=%2B12")
        .isEqualTo(Wire.text(call.form()));
    assertThat(call.tag()).isNull();
    assertThat(call.notAfter()).isNull();
  }

  @Test
  void tagAndLastMomentAreKeptAndNeverSent() {
    CreateCall call = TEMPLATE.to("+12").tag("lead-17").notAfter(Instant.EPOCH);
    assertThat(call.tag()).isEqualTo("lead-17");
    assertThat(call.notAfter()).isEqualTo(Instant.EPOCH);
    assertThat(call.to()).isEqualTo("+12");
    assertThat(call.from()).isEqualTo("+15552223333");
    assertThat(call.form()).isEqualTo(TEMPLATE.to("+12").form());
  }

  private static Arguments bad(String parameter, String value, ThrowingCallable use) {
    return arguments(parameter, value, use);
  }

  static Stream<Arguments> badArguments() {
    URI relative = URI.create("/secret-path");
    URI ftp = URI.create("ftp://secret-path/");
    String digits = "1".repeat(33);
    return Stream.of(
        bad("from", "secret name", () -> CallTemplate.from("secret name")),
        bad("from", "+0555867", () -> CallTemplate.from("+0555867")),
        bad("from", "+1555867531012345", () -> TEMPLATE.withFrom("+1555867531012345")),
        bad("to", "5551234567", () -> TEMPLATE.to("5551234567")),
        bad("to", "+1 555 867", () -> TEMPLATE.to("+1 555 867")),
        bad("to", "bob", () -> TEMPLATE.to("bob")),
        bad("to", "sip:bob", () -> TEMPLATE.to("sip:bob")),
        bad("to", "sip:;", () -> TEMPLATE.to("sip:;transport=tls")),
        bad("to", "sip:@", () -> TEMPLATE.to("sip:@example.com")),
        bad("to", "bob@", () -> TEMPLATE.to("sip:bob@")),
        bad("to", "bob@a@b", () -> TEMPLATE.to("sip:bob@a@b")),
        bad("to", ":port", () -> TEMPLATE.to("sip:bob@example.com:port")),
        bad("to", "example.com", () -> TEMPLATE.to("https://example.com")),
        bad("to", "mailto", () -> TEMPLATE.to("mailto:bob@example.com")),
        bad("to", "tel:", () -> TEMPLATE.to("tel:+15558675310")),
        bad("to", "foo", () -> TEMPLATE.to("foo:bar")),
        bad("to", "client: ", () -> TEMPLATE.to("client: ")),
        bad("to", "\ud83d", () -> TEMPLATE.to("client:\ud83d")),
        bad("from", "tel:", () -> CallTemplate.from("tel:+15558675310")),
        bad("callerId", "https:", () -> TEMPLATE.callerId("https://example.com")),
        bad("CallReason", "\ud83d", () -> TEMPLATE.callReason("half \ud83d")),
        bad("Twiml", "\udce6", () -> CallTemplate.from("+15").twiml("<R>\udce6\ud83d</R>")),
        bad("New", "\ud83d", () -> TEMPLATE.parameter("New", "fine", "\ud83d.")),
        bad("name", "\ud83d", () -> TEMPLATE.parameter("New\ud83d", "fine")),
        bad("to", "sip:bob smith", () -> TEMPLATE.to("sip:bob smith")),
        bad("to", "sip:bob\nsmith", () -> TEMPLATE.to("sip:bob\nsmith")),
        bad("url", "secret-path", () -> CallTemplate.from("+15").url(relative)),
        bad("url", "secret-path", () -> CallTemplate.from("+15").url(ftp)),
        bad("twiml", "xxxxx", () -> CallTemplate.from("+15").twiml("x".repeat(4_001))),
        bad("twiml", "\t", () -> CallTemplate.from("+15").twiml("\t")),
        bad("applicationSid", "AP12", () -> CallTemplate.from("+15").application("AP12")),
        bad("applicationSid", HEX, () -> CallTemplate.from("+15").application("AC" + HEX)),
        bad("fallbackUrl", "secret-path", () -> TEMPLATE.fallbackUrl(relative)),
        bad("statusCallback", "secret-path", () -> TEMPLATE.statusCallback(relative)),
        bad("sendDigits", "12x", () -> TEMPLATE.sendDigits("12x")),
        bad("sendDigits", digits, () -> TEMPLATE.sendDigits(digits)),
        bad("sendDigits", "12 34", () -> TEMPLATE.sendDigits("12 34")),
        bad("timeout", "PT0S", () -> TEMPLATE.timeout(Duration.ZERO)),
        bad("timeout", "601", () -> TEMPLATE.timeout(Duration.ofSeconds(601))),
        bad("timeout", "1.5", () -> TEMPLATE.timeout(Duration.ofMillis(1_500))),
        bad("timeLimit", "59", () -> TEMPLATE.timeLimit(Duration.ofSeconds(59))),
        bad("timeLimit", "86401", () -> TEMPLATE.timeLimit(Duration.ofSeconds(86_401))),
        bad("recordingStatusCallback", "secret", () -> TEMPLATE.recordingStatusCallback(ftp)),
        bad("recordingConfigurationId", "  ", () -> TEMPLATE.recordingConfigurationId("  ")),
        bad("sipAuthUsername", "uuu", () -> TEMPLATE.sipAuth("u".repeat(256), "p")),
        bad("sipAuthPassword", "ppp", () -> TEMPLATE.sipAuth("u", "p".repeat(256))),
        bad(
            "machineDetectionTimeout",
            "60S",
            () -> TEMPLATE.machineDetectionTimeout(Duration.ofSeconds(60))),
        bad(
            "machineDetectionSpeechThreshold",
            "999",
            () -> TEMPLATE.machineDetectionSpeechThreshold(Duration.ofMillis(999))),
        bad(
            "machineDetectionSpeechThreshold",
            "2.4000001",
            () -> TEMPLATE.machineDetectionSpeechThreshold(Duration.ofNanos(2_400_000_100L))),
        bad(
            "machineDetectionSpeechEndThreshold",
            "5001",
            () -> TEMPLATE.machineDetectionSpeechEndThreshold(Duration.ofMillis(5_001))),
        bad(
            "machineDetectionSilenceTimeout",
            "1999",
            () -> TEMPLATE.machineDetectionSilenceTimeout(Duration.ofMillis(1_999))),
        bad("asyncAmdStatusCallback", "secret", () -> TEMPLATE.asyncAmdStatusCallback(relative)),
        bad("callerId", "secret name", () -> TEMPLATE.callerId("secret name")),
        bad("byocTrunkSid", "BY1", () -> TEMPLATE.byoc("BY1")),
        bad("byocTrunkSid", HEX, () -> TEMPLATE.byoc("by" + HEX)),
        bad("callReason", "\n", () -> TEMPLATE.callReason("\n")),
        bad("callToken", "\t", () -> TEMPLATE.callToken("\t")),
        bad("clientNotificationUrl", "secret", () -> TEMPLATE.clientNotificationUrl(relative)),
        bad("passports", "6,", () -> TEMPLATE.passports()),
        bad("passports", "six", () -> TEMPLATE.passports("six", "s", "s", "s", "s", "s")),
        bad("name", "secret", () -> TEMPLATE.parameter(" ", "secret")),
        bad("name", "+1999", () -> TEMPLATE.parameter("To", "+1999")),
        bad("name", "+1999", () -> TEMPLATE.parameter("From", "+1999")),
        bad("name", "secret", () -> TEMPLATE.parameter("Url", "secret")),
        bad("name", "secret", () -> TEMPLATE.parameter("Twiml", "secret")),
        bad("name", "secret", () -> TEMPLATE.parameter("ApplicationSid", "secret")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("badArguments")
  void aBadArgumentIsNamedAndNotRepeated(String parameter, String value, ThrowingCallable use) {
    assertThatIllegalArgumentException()
        .isThrownBy(use)
        .withMessageStartingWith(parameter)
        .withMessageNotContaining(value)
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:bob@example.com",
        "sips:bob@example.com:5061;transport=tls",
        "sip:+15558675310@10.0.0.1:5060",
        "sip:bob@[2001:db8::1]:5060;transport=udp?X-Id=1&X-Other=a%20b",
        "sip:jürgen@pbx",
        "sip:example.com",
        "sip:10.0.0.1:5060;transport=tcp",
        "client:anna",
        "client:anna_1?account=17&name=a%40b",
        "client:joey🎉"
      })
  void anAddressIsSentAsItIs(String address) {
    assertThat(Wire.pairs(Wire.text(TEMPLATE.to(address).form()))).contains("To=" + address);
    assertThat(Wire.pairs(Wire.text(TEMPLATE.withFrom(address).to("+12").form())))
        .contains("From=" + address);
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThatNullPointerException().isThrownBy(() -> TEMPLATE.to(null)).withMessage("to");
    assertThatNullPointerException()
        .isThrownBy(() -> CallTemplate.from("+15").url(null))
        .withMessage("url");
    assertThatNullPointerException()
        .isThrownBy(() -> TEMPLATE.parameter("New", (String) null))
        .withMessage("New");
  }

  @Test
  void twimlIsCountedAsPeopleCount() {
    String emoji = "📞".repeat(4_000);
    assertThat(Wire.pairs(Wire.text(CallTemplate.from("+15").twiml(emoji).to("+12").form())))
        .contains("Twiml=" + emoji);
  }

  @Test
  void toStringShowsNamesAndNoValue() {
    CallTemplate template =
        TEMPLATE.sipAuth("bob", "hunter2").sendDigits("4711#").callReason("your test result");
    CreateCall call = template.to("+15558675310").tag("tag-17");
    for (String text : new String[] {template.toString(), call.toString()}) {
      assertThat(text)
          .contains("SipAuthPassword", "SendDigits", "CallReason")
          .doesNotContain("bob", "hunter2", "4711", "result", "5552223333", "5558675310", "<R/>");
    }
  }
}
