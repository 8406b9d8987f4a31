package io.dialflux.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What Twilio demands of a create's parameters, and the error it answers otherwise. */
final class CreateRules {
  private static final Predicate<String> E164 =
      Pattern.compile("\\+(1\\d{10}|[2-9]\\d{6,14})").asMatchPredicate();
  private static final Predicate<String> ENDPOINT =
      E164.or(Pattern.compile("(sips?|client):.+").asMatchPredicate());
  private static final Predicate<String> METHOD = oneOf("GET", "POST");
  private static final Predicate<String> BOOLEAN = oneOf("true", "false");
  private static final Predicate<String> ANY_INTEGER =
      integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final Predicate<String> URL = CreateRules::isUrl;

  private static final int INVALID_PARAMETER = 20422;

  private record Rule(String parameter, Predicate<String> valid, int code, String text) {
    void check(Parameters parameters) {
      String failing = parameters.failing(parameter, valid);
      if (failing != null) {
        throw ApiError.badRequest(code, text.replace("{}", failing));
      }
    }
  }

  private static final List<Rule> RULES =
      List.of(
          rule("To", ENDPOINT, 21211, "The 'To' number {} is not a valid phone number."),
          rule("From", ENDPOINT, 21212, "The 'From' number {} is not a valid phone number."),
          rule("To", not("+15005550001"), 21217, "Phone number {} does not appear to be valid."),
          rule("To", not("+15005550002"), 21214, "The phone number {} cannot be reached."),
          rule("To", not("+15005550003"), 21215, "Account not authorized to call {}."),
          rule("To", not("+15005550004"), 21216, "Account not allowed to call {}."),
          rule("From", not("+15005550001"), 21212, "The 'From' number {} is not a valid number."),
          rule("Url", URL, 21205, "Url is not a valid URL: {}"),
          rule("FallbackUrl", URL, 21205, "FallbackUrl is not a valid URL: {}"),
          rule("StatusCallback", URL, 21205, "StatusCallback is not a valid URL: {}"),
          rule(
              "AsyncAmdStatusCallback",
              URL,
              21205,
              "AsyncAmdStatusCallback is not a valid URL: {}"),
          rule("ClientNotificationUrl", URL, 21205, "ClientNotificationUrl is not a valid URL: {}"),
          rule("Method", METHOD, 21209, "Method is not a valid HTTP method: {}"),
          rule("FallbackMethod", METHOD, 21209, "FallbackMethod is not a valid HTTP method: {}"),
          rule("StatusCallbackMethod", METHOD, 21209, "StatusCallbackMethod is not valid: {}"),
          rule(
              "RecordingStatusCallbackMethod",
              METHOD,
              21209,
              "RecordingStatusCallbackMethod is not valid: {}"),
          rule(
              "AsyncAmdStatusCallbackMethod",
              METHOD,
              21209,
              "AsyncAmdStatusCallbackMethod is not valid: {}"),
          rule("ApplicationSid", sid("AP"), 21218, "ApplicationSid is not valid: {}"),
          rule("Twiml", atMost(4000), 32018, "TwiML is longer than 4000 characters"),
          rule(
              "SendDigits",
              Pattern.compile("[0-9#*A-DwW]{1,32}").asMatchPredicate(),
              21206,
              "SendDigits is not valid: {}"),
          rule("Timeout", integer(0, 600), 21208, "Timeout is not valid: {}"),
          rule("SipAuthUsername", atMost(255), 21221, "SipAuthUsername is too long"),
          rule("SipAuthPassword", atMost(255), 21223, "SipAuthPassword is too long"),
          rule(
              "MachineDetection",
              oneOf("Enable", "DetectMessageEnd"),
              21234,
              "MachineDetection is not valid: {}"),
          rule(
              "StatusCallbackEvent",
              oneOf("initiated", "ringing", "answered", "completed"),
              21626,
              "StatusCallbackEvent is not valid: {}"),
          parameter("RecordingStatusCallbackEvent", oneOf("in-progress", "completed", "absent")),
          parameter("Record", BOOLEAN),
          parameter("RecordingChannels", oneOf("mono", "dual")),
          parameter("RecordingTrack", oneOf("inbound", "outbound", "both")),
          parameter("Trim", oneOf("trim-silence", "do-not-trim")),
          parameter("AsyncAmd", BOOLEAN),
          parameter("CallerId", ENDPOINT),
          parameter("Byoc", sid("BY")),
          parameter("TimeLimit", integer(60, 86_400)),
          parameter("Passports", CreateRules::atMostFivePassports),
          // out of its documented range Twilio warns (21263) and goes on
          parameter("MachineDetectionTimeout", ANY_INTEGER),
          parameter("MachineDetectionSpeechThreshold", ANY_INTEGER),
          parameter("MachineDetectionSpeechEndThreshold", ANY_INTEGER),
          parameter("MachineDetectionSilenceTimeout", ANY_INTEGER));

  private CreateRules() {}

  static void check(Parameters create) {
    if (create.last("To") == null || create.required("To").isEmpty()) {
      throw ApiError.badRequest(21201, "No 'To' number is specified");
    }
    if (create.last("From") == null || create.required("From").isEmpty()) {
      throw ApiError.badRequest(21213, "Caller phone number ('From') is required");
    }
    if (!create.has("Url") && !create.has("Twiml") && !create.has("ApplicationSid")) {
      throw ApiError.badRequest(21205, "Url parameter is required.");
    }
    RULES.forEach(rule -> rule.check(create));
  }

  /** The rules of the parameters that an update shares with a create. */
  static void checkUpdate(Parameters update) {
    RULES.forEach(rule -> rule.check(update));
  }

  private static Rule rule(String parameter, Predicate<String> valid, int code, String text) {
    return new Rule(parameter, valid, code, text);
  }

  private static Rule parameter(String name, Predicate<String> valid) {
    return new Rule(name, valid, INVALID_PARAMETER, "Parameter '" + name + "' is not valid: {}");
  }

  private static Predicate<String> oneOf(String... values) {
    return Set.of(values)::contains;
  }

  private static Predicate<String> not(String value) {
    return given -> !given.equals(value);
  }

  private static Predicate<String> atMost(int characters) {
    return value -> value.length() <= characters;
  }

  private static Predicate<String> sid(String prefix) {
    return Pattern.compile(prefix + "[0-9a-fA-F]{32}").asMatchPredicate();
  }

  private static Predicate<String> integer(int from, int to) {
    return value -> {
      try {
        int number = Integer.parseInt(value);
        return from <= number && number <= to;
      } catch (NumberFormatException e) {
        return false;
      }
    };
  }

  private static boolean isUrl(String value) {
    try {
      URI uri = new URI(value);
      return uri.getRawAuthority() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean atMostFivePassports(String value) {
    return value.chars().filter(c -> c == ',').count() < 5;
  }
}
