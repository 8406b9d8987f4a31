package io.dialflux.call;

import io.dialflux.internal.wire.Arguments;
import io.dialflux.internal.wire.Form;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A create without its {@code To}: who calls, what is said, and every option. Immutable; an option
 * returns a new template, and giving it again replaces what was given before. One template serves
 * any number of calls: what they share is encoded once.
 *
 * <pre>{@code
 * CallTemplate reminder = CallTemplate.from("+15552223333")
 *     .url(URI.create("https://example.com/answer"))
 *     .timeout(Duration.ofSeconds(25));
 * CreateCall call = reminder.to("+15558675310");
 * }</pre>
 *
 * <p>Arguments are checked where they are given: an {@link IllegalArgumentException} names the
 * parameter and does not repeat the value. Ranges and defaults are those of Twilio's <a
 * href="https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource">Call
 * resource</a>. Twilio ignores every callback and fallback option of a template that names an
 * application.
 */
public final class CallTemplate {
  private static final Set<String> OWN_METHOD =
      Set.of("To", "From", "Url", "Twiml", "ApplicationSid");
  private static final Pattern DIGITS = Pattern.compile("[0-9#*wWA-D]{1,32}");

  private final Form form;

  private CallTemplate(Form form) {
    this.form = form;
  }

  /**
   * Who calls: a number of the account or a verified caller ID in E.164 form, or a client or SIP
   * address.
   */
  public static Stage from(String from) {
    return new Stage(Form.EMPTY.with("From", Arguments.caller("from", from)));
  }

  /**
   * A template that still lacks what is to be said: {@code url}, {@code twiml} or an application.
   */
  public static final class Stage {
    private final Form form;

    private Stage(Form form) {
      this.form = form;
    }

    /** Twilio asks this address for TwiML when the call is answered. */
    public CallTemplate url(URI url) {
      return new CallTemplate(form.with("Url", Arguments.url("url", url)));
    }

    /** TwiML to follow, at most 4,000 characters. */
    public CallTemplate twiml(String twiml) {
      return new CallTemplate(form.with("Twiml", Arguments.text("twiml", twiml, 4_000)));
    }

    /** The TwiML application that handles the call; Twilio then ignores callbacks given here. */
    public CallTemplate application(String applicationSid) {
      String sid = Arguments.sid("applicationSid", "AP", applicationSid);
      return new CallTemplate(form.with("ApplicationSid", sid));
    }
  }

  /**
   * The call to one callee.
   *
   * @param to an E.164 number, or an address such as {@code sip:bob@example.com} or {@code
   *     client:anna}
   */
  public CreateCall to(String to) {
    return new CreateCall(form, Arguments.callee("to", to), null, null);
  }

  /** This template with another caller. */
  public CallTemplate withFrom(String from) {
    return with("From", Arguments.caller("from", from));
  }

  /** How Twilio asks {@code url} for TwiML; POST if not given. */
  public CallTemplate method(HttpMethod method) {
    return with("Method", method.name());
  }

  /** Asked for TwiML when {@code url} fails. */
  public CallTemplate fallbackUrl(URI url) {
    return with("FallbackUrl", Arguments.url("fallbackUrl", url));
  }

  public CallTemplate fallbackMethod(HttpMethod method) {
    return with("FallbackMethod", method.name());
  }

  /**
   * Where Twilio reports the steps of the call.
   *
   * @param events the steps; none for Twilio's default, {@code completed} alone
   */
  public CallTemplate statusCallback(URI url, StatusCallbackEvent... events) {
    List<String> names = Arrays.stream(events).map(StatusCallbackEvent::value).toList();
    return new CallTemplate(
        form.with("StatusCallback", Arguments.url("statusCallback", url))
            .with("StatusCallbackEvent", names));
  }

  public CallTemplate statusCallbackMethod(HttpMethod method) {
    return with("StatusCallbackMethod", method.name());
  }

  /**
   * Keys to press once the call is answered: at most 32 of {@code 0-9 # * A-D}, {@code w} for half
   * a second's pause and {@code W} for a second's. Twilio then ignores {@link #machineDetection}.
   */
  public CallTemplate sendDigits(String digits) {
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("sendDigits must be 1 to 32 of 0-9 # * A-D w W");
    }
    return with("SendDigits", digits);
  }

  /** How long it rings before Twilio gives up: 1 to 600 seconds, 60 if not given. */
  public CallTemplate timeout(Duration timeout) {
    return with("Timeout", Arguments.seconds("timeout", timeout, 1, 600));
  }

  /**
   * How long the call may last: 60 to 86,400 seconds as the account allows, 14,400 if not given.
   */
  public CallTemplate timeLimit(Duration limit) {
    return with("TimeLimit", Arguments.seconds("timeLimit", limit, 60, 86_400));
  }

  public CallTemplate record(boolean record) {
    return with("Record", Boolean.toString(record));
  }

  public CallTemplate recordingChannels(RecordingChannels channels) {
    return with("RecordingChannels", channels.value());
  }

  public CallTemplate recordingTrack(RecordingTrack track) {
    return with("RecordingTrack", track.value());
  }

  /**
   * Where Twilio reports the recording.
   *
   * @param events the steps; none for Twilio's default, {@code completed} alone
   */
  public CallTemplate recordingStatusCallback(URI url, RecordingStatusCallbackEvent... events) {
    List<String> names = Arrays.stream(events).map(RecordingStatusCallbackEvent::value).toList();
    return new CallTemplate(
        form.with("RecordingStatusCallback", Arguments.url("recordingStatusCallback", url))
            .with("RecordingStatusCallbackEvent", names));
  }

  public CallTemplate recordingStatusCallbackMethod(HttpMethod method) {
    return with("RecordingStatusCallbackMethod", method.name());
  }

  /** The recording settings to use, by the SID of a recording configuration. */
  public CallTemplate recordingConfigurationId(String id) {
    return with("RecordingConfigurationId", Arguments.text("recordingConfigurationId", id));
  }

  public CallTemplate trim(Trim trim) {
    return with("Trim", trim.value());
  }

  /** Credentials for a SIP callee, each of fewer than 256 characters. */
  public CallTemplate sipAuth(String username, String password) {
    return with("SipAuthUsername", Arguments.text("sipAuthUsername", username, 255))
        .with("SipAuthPassword", Arguments.text("sipAuthPassword", password, 255));
  }

  /** Finds out whether a human picked up; without effect beside {@link #sendDigits}. */
  public CallTemplate machineDetection(MachineDetection detection) {
    return with("MachineDetection", detection.value());
  }

  /** When detection gives up: 3 to 59 seconds, 30 if not given. */
  public CallTemplate machineDetectionTimeout(Duration timeout) {
    return with(
        "MachineDetectionTimeout", Arguments.seconds("machineDetectionTimeout", timeout, 3, 59));
  }

  /** Speech longer than this is a machine's: 1,000 to 6,000 ms, 2,400 if not given. */
  public CallTemplate machineDetectionSpeechThreshold(Duration threshold) {
    return with(
        "MachineDetectionSpeechThreshold",
        Arguments.millis("machineDetectionSpeechThreshold", threshold, 1_000, 6_000));
  }

  /** Silence after which speech has ended: 500 to 5,000 ms, 1,200 if not given. */
  public CallTemplate machineDetectionSpeechEndThreshold(Duration threshold) {
    return with(
        "MachineDetectionSpeechEndThreshold",
        Arguments.millis("machineDetectionSpeechEndThreshold", threshold, 500, 5_000));
  }

  /** Silence at the start after which the answer is unknown: 2,000 to 10,000 ms, else 5,000. */
  public CallTemplate machineDetectionSilenceTimeout(Duration timeout) {
    return with(
        "MachineDetectionSilenceTimeout",
        Arguments.millis("machineDetectionSilenceTimeout", timeout, 2_000, 10_000));
  }

  /** Detects in the background instead of before the call goes on. */
  public CallTemplate asyncAmd(boolean async) {
    return with("AsyncAmd", Boolean.toString(async));
  }

  /** Where Twilio reports what detection in the background found. */
  public CallTemplate asyncAmdStatusCallback(URI url) {
    return with("AsyncAmdStatusCallback", Arguments.url("asyncAmdStatusCallback", url));
  }

  public CallTemplate asyncAmdStatusCallbackMethod(HttpMethod method) {
    return with("AsyncAmdStatusCallbackMethod", method.name());
  }

  /** The caller ID that the callee sees, where it differs from {@code from}. */
  public CallTemplate callerId(String callerId) {
    return with("CallerId", Arguments.caller("callerId", callerId));
  }

  /** The Bring Your Own Carrier trunk that routes a call to a number. */
  public CallTemplate byoc(String byocTrunkSid) {
    return with("Byoc", Arguments.sid("byocTrunkSid", "BY", byocTrunkSid));
  }

  /** Why the callee is called, shown on branded calls. */
  public CallTemplate callReason(String reason) {
    return with("CallReason", Arguments.text("callReason", reason));
  }

  /** The token of an incoming call whose caller ID this call passes on. */
  public CallTemplate callToken(String token) {
    return with("CallToken", Arguments.text("callToken", token));
  }

  /** Where Twilio notifies a client application of the call. */
  public CallTemplate clientNotificationUrl(URI url) {
    return with("ClientNotificationUrl", Arguments.url("clientNotificationUrl", url));
  }

  /** One to five STIR/SHAKEN passports, each in base64. */
  public CallTemplate passports(String... passports) {
    Arguments.range("passports", passports.length, 1, 5);
    for (String passport : passports) {
      Arguments.text("passports", passport);
    }
    return with("Passports", String.join(",", passports));
  }

  /**
   * A parameter by its name on the wire, for whatever Twilio adds next. It replaces what was given
   * under that name; several values repeat the name.
   *
   * @param name case matters; not one of To, From, Url, Twiml and ApplicationSid, which have
   *     methods
   * @param values sent as they are; none takes the parameter out
   */
  public CallTemplate parameter(String name, String... values) {
    Arguments.text("name", name);
    if (OWN_METHOD.contains(name)) {
      throw new IllegalArgumentException("name: " + name + " has a method of its own");
    }
    for (String value : values) {
      Objects.requireNonNull(value, name);
    }
    return new CallTemplate(form.with(name, List.of(values)));
  }

  /** The names of the parameters given, without their values. */
  @Override
  public String toString() {
    return "CallTemplate" + form.names();
  }

  private CallTemplate with(String name, String value) {
    return new CallTemplate(form.with(name, value));
  }
}
