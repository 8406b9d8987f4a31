package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dialflux.call.AnsweredBy;
import io.dialflux.call.CallDirection;
import io.dialflux.call.CallStatus;
import io.dialflux.callback.CallEvent.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallEventTest {
  private static final String CALL = "CallSid=" + Signed.SID + "&AccountSid=AC1";

  private static CallEvent event(String form) {
    return CallEvent.parse("/status?attempt=a1&name=Jane", CALL + "&" + form);
  }

  @Test
  void tellsOfProgress() {
    CallEvent event =
        event(
            "CallStatus=completed&SequenceNumber=3&CallbackSource=call-progress-events"
                + "&Timestamp=Tue%2C+18+Aug+2026+09%3A05%3A07+%2B0000&CallDuration=12&Duration=1"
                + "&SipResponseCode=200&Direction=outbound-api&To=%2B15558675310"
                + "&From=%2B15552223333&AnsweredBy=human&StirStatus=B&ParentCallSid=CA2");
    assertThat(event.kind()).isEqualTo(Kind.PROGRESS);
    assertThat(event.callSid()).isEqualTo(Signed.SID);
    assertThat(event.accountSid()).isEqualTo("AC1");
    assertThat(event.parentCallSid()).isEqualTo("CA2");
    assertThat(event.callStatus()).isSameAs(CallStatus.COMPLETED);
    assertThat(event.sequenceNumber()).isEqualTo(3);
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-08-18T09:05:07Z"));
    assertThat(event.callbackSource()).isEqualTo("call-progress-events");
    assertThat(event.callDuration()).isEqualTo(Duration.ofSeconds(12));
    assertThat(event.sipResponseCode()).isEqualTo(200);
    assertThat(event.direction()).isSameAs(CallDirection.OUTBOUND_API);
    assertThat(event.answeredBy()).isSameAs(AnsweredBy.HUMAN);
    assertThat(event.to()).isEqualTo("+15558675310");
    assertThat(event.from()).isEqualTo("+15552223333");
    assertThat(event.parameter("StirStatus")).isEqualTo("B");
    assertThat(event.query("attempt")).isEqualTo("a1");
    assertThat(event.query()).containsEntry("name", List.of("Jane"));
    assertThat(event.errorCode()).isNull();
  }

  @Test
  void tellsOfAnAnsweringMachine() {
    CallEvent event = event("AnsweredBy=machine_end_beep&MachineDetectionDuration=3250");
    assertThat(event.kind()).isEqualTo(Kind.ANSWERING_MACHINE);
    assertThat(event.answeredBy()).isSameAs(AnsweredBy.MACHINE_END_BEEP);
    assertThat(event.machineDetectionDuration()).isEqualTo(Duration.ofMillis(3_250));
    assertThat(event.callStatus()).isNull();
  }

  @Test
  void tellsOfARecording() {
    CallEvent event =
        event(
            "RecordingSid=RE1&RecordingStatus=completed&RecordingDuration=9&ErrorCode=0"
                + "&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2FRE1&RecordingChannels=2");
    assertThat(event.kind()).isEqualTo(Kind.RECORDING);
    assertThat(event.recordingSid()).isEqualTo("RE1");
    assertThat(event.recordingStatus()).isEqualTo("completed");
    assertThat(event.recordingDuration()).isEqualTo(Duration.ofSeconds(9));
    assertThat(event.recordingUrl()).isEqualTo(URI.create("https://api.twilio.com/RE1"));
    assertThat(event.errorCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "CallStatus=ringing&CallbackSource=call-progress-events, PROGRESS",
    "CallStatus=completed&CallbackSource=call-progress-events&RecordingSid=RE1, PROGRESS",
    "CallStatus=completed&SequenceNumber=0, PROGRESS",
    "CallStatus=in-progress&AnsweredBy=human, INSTRUCTIONS",
    "RecordingStatus=absent, RECORDING",
    "StreamEvent=stream-started, OTHER",
  })
  void knowsWhatItIsAbout(String form, Kind kind) {
    assertThat(event(form).kind()).isEqualTo(kind);
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    CallEvent event = event("CallStatus=teleported&New=1&New=2&AnsweredBy=dolphin");
    assertThat(event.callStatus()).hasToString("teleported");
    assertThat(event.answeredBy()).hasToString("dolphin");
    assertThat(event.parameters()).containsEntry("New", List.of("1", "2"));
  }

  @Test
  void whatCannotBeReadIsNullAndStillThere() {
    CallEvent event =
        event(
            "SequenceNumber=first&Timestamp=yesterday&CallDuration=&SipResponseCode=99999999999"
                + "&RecordingUrl=%20&RecordingDuration=9223372036854775808&ErrorMessage=");
    assertThat(event.sequenceNumber()).isNull();
    assertThat(event.timestamp()).isNull();
    assertThat(event.callDuration()).isNull();
    assertThat(event.sipResponseCode()).isNull();
    assertThat(event.recordingUrl()).isNull();
    assertThat(event.recordingDuration()).isNull();
    assertThat(event.parameter("Timestamp")).isEqualTo("yesterday");
  }

  @Test
  void showsNothingPersonal() {
    CallEvent event =
        event("To=%2B15558675310&CallerName=Jane&CallStatus=ringing&SequenceNumber=1");
    assertThat(event).hasToString("CallEvent[PROGRESS, " + Signed.SID + ", ringing, 1]");
    assertThat(event("To=%2B15558675310"))
        .hasToString("CallEvent[OTHER, " + Signed.SID + ", -, -]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "CallSid=", "CallSid=CA12", "callsid=CA0123456789abcdef0123456789abcdef"})
  void isOfACall(String form) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallEvent.parse("", form))
        .withMessageContaining("CallSid");
  }
}
