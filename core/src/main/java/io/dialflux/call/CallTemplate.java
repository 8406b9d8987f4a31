package io.dialflux.call;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.internal.wire.Arguments;
import io.dialflux.internal.wire.Form;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
@CheckReturnValue
public final class CallTemplate {
  private static final Set<String> OWN_METHOD =
      Set.of("To", "From", "Url", "Twiml", "ApplicationSid");
  private static final Pattern DIGITS = Pattern.compile("[0-9#*wWA-D]{1,32}");

  private final Form form;

  private CallTemplate(Form form) {
    this.form = form;
  }

  /**
   * {@return the beginning of a template, which lacks what is to be said}
   *
   * @param from who calls: a number of the account or a verified caller ID in E.164 form, or a
   *     client or SIP address
   */
  public static Stage from(String from) {
    return new Stage(Form.EMPTY.with("From", Arguments.caller("from", from)));
  }

  /**
   * A template that still lacks what is to be said: {@code url}, {@code twiml} or an application.
   * Immutable.
   */
  public static final class Stage {
    private final Form form;

    private Stage(Form form) {
      this.form = form;
    }

    /**
     * {@return a template whose calls follow the TwiML at an address, asked for when the call is
     * answered}
     *
     * @param url absolute, http or https; Twilio must reach it
     */
    public CallTemplate url(URI url) {
      return new CallTemplate(form.with("Url", Arguments.url("url", url)));
    }

    /**
     * {@return a template whose calls follow this TwiML}
     *
     * @param twiml at most 4,000 characters; sent as it is, so texts within it must be escaped
     */
    public CallTemplate twiml(String twiml) {
      return new CallTemplate(form.with("Twiml", Arguments.text("twiml", twiml, 4_000)));
    }

    /**
     * {@return a template whose calls a TwiML application handles; Twilio then ignores callbacks
     * given here}
     *
     * @param applicationSid AP and 32 hexadecimal digits
     */
    public CallTemplate application(String applicationSid) {
      String sid = Arguments.sid("applicationSid", "AP", applicationSid);
      return new CallTemplate(form.with("ApplicationSid", sid));
    }
  }

  /**
   * {@return the call to one callee}
   *
   * @param to an E.164 number, or an address such as {@code sip:bob@example.com} or {@code
   *     client:anna}
   */
  public CreateCall to(String to) {
    return new CreateCall(form, Arguments.callee("to", to), null, null);
  }

  /**
   * {@return this template, with another caller}
   *
   * @param from as {@link #from(String)} takes it
   */
  public CallTemplate withFrom(String from) {
    return with("From", Arguments.caller("from", from));
  }

  /**
   * {@return this template, with another address that its calls follow}
   *
   * @param url absolute, http or https
   * @throws IllegalStateException if the template names no {@code url}
   */
  public CallTemplate withUrl(URI url) {
    return with(given("Url"), Arguments.url("url", url));
  }

  /**
   * {@return this template, with other TwiML that its calls follow}
   *
   * @param twiml at most 4,000 characters; sent as it is
   * @throws IllegalStateException if the template holds no TwiML
   */
  public CallTemplate withTwiml(String twiml) {
    String text = Arguments.text("twiml", twiml, 4_000);
    return with(given("Twiml"), text);
  }

  /**
   * What was given for a parameter, by its name on the wire, such as {@code Url} or {@code
   * StatusCallback}. It may be personal or a secret.
   *
   * @param name case matters
   * @return its first value as it is sent, before form encoding; null where it was not given
   */
  public @Nullable String value(String name) {
    return form.first(Objects.requireNonNull(name, "name"));
  }

  /**
   * {@return this template, with how Twilio asks {@code url} for TwiML}
   *
   * @param method POST if not given
   */
  public CallTemplate method(HttpMethod method) {
    return with("Method", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this template, with an address that is asked for TwiML when {@code url} fails}
   *
   * @param url absolute, http or https
   */
  public CallTemplate fallbackUrl(URI url) {
    return with("FallbackUrl", Arguments.url("fallbackUrl", url));
  }

  /**
   * {@return this template, with how Twilio asks {@code fallbackUrl}}
   *
   * @param method POST if not given
   */
  public CallTemplate fallbackMethod(HttpMethod method) {
    return with("FallbackMethod", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this template, with where Twilio reports the steps of the call}
   *
   * @param url absolute, http or https
   * @param events the steps; none for Twilio's default, {@code completed} alone
   */
  public CallTemplate statusCallback(URI url, StatusCallbackEvent... events) {
    List<String> names = values(events, StatusCallbackEvent::value);
    return new CallTemplate(
        form.with("StatusCallback", Arguments.url("statusCallback", url))
            .with("StatusCallbackEvent", names));
  }

  /**
   * {@return this template, with how Twilio calls {@code statusCallback}}
   *
   * @param method POST if not given
   */
  public CallTemplate statusCallbackMethod(HttpMethod method) {
    return with("StatusCallbackMethod", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this template, with keys to press once the call is answered} Twilio then ignores
   * {@link #machineDetection}.
   *
   * @param digits at most 32 of {@code 0-9 # * A-D}, {@code w} for half a second's pause and {@code
   *     W} for a second's
   */
  public CallTemplate sendDigits(String digits) {
    if (!DIGITS.matcher(Objects.requireNonNull(digits, "digits")).matches()) {
      throw new IllegalArgumentException("sendDigits must be 1 to 32 of 0-9 # * A-D w W");
    }
    return with("SendDigits", digits);
  }

  /**
   * {@return this template, with how long it rings before Twilio gives up}
   *
   * @param timeout 1 to 600 whole seconds, 60 if not given; Twilio adds about 5 of its own
   */
  public CallTemplate timeout(Duration timeout) {
    return with("Timeout", Arguments.seconds("timeout", timeout, 1, 600));
  }

  /**
   * {@return this template, with how long the call may last}
   *
   * @param limit 60 to 86,400 whole seconds as the account allows, 14,400 if not given
   */
  public CallTemplate timeLimit(Duration limit) {
    return with("TimeLimit", Arguments.seconds("timeLimit", limit, 60, 86_400));
  }

  /**
   * {@return this template, with whether the whole call is recorded}
   *
   * @param record false if not given
   */
  public CallTemplate record(boolean record) {
    return with("Record", Boolean.toString(record));
  }

  /**
   * {@return this template, with how many channels a recording has}
   *
   * @param channels {@link RecordingChannels#MONO} if not given
   */
  public CallTemplate recordingChannels(RecordingChannels channels) {
    return with("RecordingChannels", Objects.requireNonNull(channels, "channels").value());
  }

  /**
   * {@return this template, with which direction of the audio is recorded}
   *
   * @param track {@link RecordingTrack#BOTH} if not given
   */
  public CallTemplate recordingTrack(RecordingTrack track) {
    return with("RecordingTrack", Objects.requireNonNull(track, "track").value());
  }

  /**
   * {@return this template, with where Twilio reports the recording}
   *
   * @param url absolute, http or https
   * @param events the steps; none for Twilio's default, {@code completed} alone
   */
  public CallTemplate recordingStatusCallback(URI url, RecordingStatusCallbackEvent... events) {
    List<String> names = values(events, RecordingStatusCallbackEvent::value);
    return new CallTemplate(
        form.with("RecordingStatusCallback", Arguments.url("recordingStatusCallback", url))
            .with("RecordingStatusCallbackEvent", names));
  }

  /**
   * {@return this template, with how Twilio calls {@code recordingStatusCallback}}
   *
   * @param method POST if not given
   */
  public CallTemplate recordingStatusCallbackMethod(HttpMethod method) {
    return with("RecordingStatusCallbackMethod", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this template, with the recording settings to use}
   *
   * @param id of a recording configuration of the account
   */
  public CallTemplate recordingConfigurationId(String id) {
    return with("RecordingConfigurationId", Arguments.text("recordingConfigurationId", id));
  }

  /**
   * {@return this template, with whether silence at a recording's ends is cut off}
   *
   * @param trim {@link Trim#TRIM_SILENCE} if not given
   */
  public CallTemplate trim(Trim trim) {
    return with("Trim", Objects.requireNonNull(trim, "trim").value());
  }

  /**
   * {@return this template, with credentials for a SIP callee}
   *
   * @param username fewer than 256 characters
   * @param password fewer than 256 characters; no {@code toString} shows it
   */
  public CallTemplate sipAuth(String username, String password) {
    return with("SipAuthUsername", Arguments.text("sipAuthUsername", username, 255))
        .with("SipAuthPassword", Arguments.text("sipAuthPassword", password, 255));
  }

  /**
   * {@return this template, with finding out whether a human picked up; without effect beside
   * {@link #sendDigits}}
   *
   * @param detection off if not given
   */
  public CallTemplate machineDetection(MachineDetection detection) {
    return with("MachineDetection", Objects.requireNonNull(detection, "detection").value());
  }

  /**
   * {@return this template, with when detection gives up}
   *
   * @param timeout 3 to 59 whole seconds, 30 if not given
   */
  public CallTemplate machineDetectionTimeout(Duration timeout) {
    return with(
        "MachineDetectionTimeout", Arguments.seconds("machineDetectionTimeout", timeout, 3, 59));
  }

  /**
   * {@return this template, with how long a person speaks at most: longer speech is a machine's}
   *
   * @param threshold 1,000 to 6,000 whole milliseconds, 2,400 if not given
   */
  public CallTemplate machineDetectionSpeechThreshold(Duration threshold) {
    return with(
        "MachineDetectionSpeechThreshold",
        Arguments.millis("machineDetectionSpeechThreshold", threshold, 1_000, 6_000));
  }

  /**
   * {@return this template, with the silence after which speech has ended}
   *
   * @param threshold 500 to 5,000 whole milliseconds, 1,200 if not given
   */
  public CallTemplate machineDetectionSpeechEndThreshold(Duration threshold) {
    return with(
        "MachineDetectionSpeechEndThreshold",
        Arguments.millis("machineDetectionSpeechEndThreshold", threshold, 500, 5_000));
  }

  /**
   * {@return this template, with the silence at the start after which it is unknown who picked up}
   *
   * @param timeout 2,000 to 10,000 whole milliseconds, 5,000 if not given
   */
  public CallTemplate machineDetectionSilenceTimeout(Duration timeout) {
    return with(
        "MachineDetectionSilenceTimeout",
        Arguments.millis("machineDetectionSilenceTimeout", timeout, 2_000, 10_000));
  }

  /**
   * {@return this template, with whether detection goes on in the background instead of before the
   * call goes on}
   *
   * @param async false if not given
   */
  public CallTemplate asyncAmd(boolean async) {
    return with("AsyncAmd", Boolean.toString(async));
  }

  /**
   * {@return this template, with where Twilio reports what detection in the background found}
   *
   * @param url absolute, http or https
   */
  public CallTemplate asyncAmdStatusCallback(URI url) {
    return with("AsyncAmdStatusCallback", Arguments.url("asyncAmdStatusCallback", url));
  }

  /**
   * {@return this template, with how Twilio calls {@code asyncAmdStatusCallback}}
   *
   * @param method POST if not given
   */
  public CallTemplate asyncAmdStatusCallbackMethod(HttpMethod method) {
    return with("AsyncAmdStatusCallbackMethod", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this template, with the caller ID that the callee sees}
   *
   * @param callerId a number, or a client or SIP address; {@code from} if not given
   */
  public CallTemplate callerId(String callerId) {
    return with("CallerId", Arguments.caller("callerId", callerId));
  }

  /**
   * {@return this template, with the Bring Your Own Carrier trunk that routes a call to a number}
   *
   * @param byocTrunkSid BY and 32 hexadecimal digits
   */
  public CallTemplate byoc(String byocTrunkSid) {
    return with("Byoc", Arguments.sid("byocTrunkSid", "BY", byocTrunkSid));
  }

  /**
   * {@return this template, with why the callee is called, shown on branded calls}
   *
   * @param reason a text for people
   */
  public CallTemplate callReason(String reason) {
    return with("CallReason", Arguments.text("callReason", reason));
  }

  /**
   * {@return this template, with leave to pass on the caller ID of an incoming call}
   *
   * @param token the {@code CallToken} that came with that call
   */
  public CallTemplate callToken(String token) {
    return with("CallToken", Arguments.text("callToken", token));
  }

  /**
   * {@return this template, with where Twilio notifies a client application of the call}
   *
   * @param url absolute, http or https
   */
  public CallTemplate clientNotificationUrl(URI url) {
    return with("ClientNotificationUrl", Arguments.url("clientNotificationUrl", url));
  }

  /**
   * {@return this template, with STIR/SHAKEN passports}
   *
   * @param passports one to five, each in base64
   */
  public CallTemplate passports(String... passports) {
    Objects.requireNonNull(passports, "passports");
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
   * @return this template, with that parameter
   */
  public CallTemplate parameter(String name, String... values) {
    Arguments.text("name", name);
    if (OWN_METHOD.contains(name)) {
      throw new IllegalArgumentException("name: " + name + " has a method of its own");
    }
    for (String value : Objects.requireNonNull(values, "values")) {
      Objects.requireNonNull(value, name);
    }
    return new CallTemplate(form.with(name, List.of(values)));
  }

  /** {@return the names of the parameters given, without their values} */
  @Override
  public String toString() {
    return "CallTemplate" + form.names();
  }

  private static <E> List<String> values(E[] events, Function<E, String> value) {
    return Arrays.stream(Objects.requireNonNull(events, "events"))
        .map(event -> value.apply(Objects.requireNonNull(event, "events")))
        .toList();
  }

  private String given(String name) {
    if (form.first(name) == null) {
      throw new IllegalStateException("the template has no " + name);
    }
    return name;
  }

  private CallTemplate with(String name, String value) {
    return new CallTemplate(form.with(name, value));
  }
}
