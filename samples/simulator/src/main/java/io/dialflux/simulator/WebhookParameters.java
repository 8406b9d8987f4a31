package io.dialflux.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What Twilio says in its webhooks about a call. */
final class WebhookParameters {
  private static final List<String> PLACES = List.of("City", "State", "Zip");

  private final String accountSid;
  private final AccountCalls calls;

  WebhookParameters(String accountSid, AccountCalls calls) {
    this.accountSid = accountSid;
    this.calls = calls;
  }

  /** The request for TwiML. */
  SortedMap<String, String> voice(PlacedCall call, CallState state) {
    SortedMap<String, String> parameters = base(call);
    parameters.put("CallStatus", "in-progress");
    answeredBy(state, parameters);
    return parameters;
  }

  SortedMap<String, String> status(
      PlacedCall call, CallState state, CallEvent event, int sequenceNumber) {
    SortedMap<String, String> parameters = base(call);
    parameters.put("CallStatus", event.status(state));
    parameters.put("CallbackSource", "call-progress-events");
    parameters.put("SequenceNumber", Integer.toString(sequenceNumber));
    parameters.put("Timestamp", WireDate.of(event.millis()));
    if (event.kind() == CallEvent.Kind.COMPLETED) {
      long seconds = state.seconds();
      parameters.put("CallDuration", Long.toString(seconds));
      parameters.put("SipResponseCode", sipResponseCode(state.status()));
      if (state.status() == CallStatus.COMPLETED) {
        parameters.put("Duration", Long.toString((seconds + 59) / 60));
      }
    }
    if (event.kind().compareTo(CallEvent.Kind.ANSWERED) >= 0) {
      answeredBy(state, parameters);
    }
    return parameters;
  }

  SortedMap<String, String> asyncAmd(PlacedCall call, CallState state, long durationMillis) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("AccountSid", accountSid);
    parameters.put("CallSid", calls.sid(call));
    parameters.put("MachineDetectionDuration", Long.toString(durationMillis));
    answeredBy(state, parameters);
    return parameters;
  }

  private SortedMap<String, String> base(PlacedCall call) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("AccountSid", accountSid);
    parameters.put("ApiVersion", "2010-04-01");
    parameters.put("CallSid", calls.sid(call));
    parameters.put("Direction", "outbound-api");
    endpoint(call.order.to(), List.of("To", "Called"), parameters);
    endpoint(call.order.from(), List.of("From", "Caller"), parameters);
    return parameters;
  }

  private static void endpoint(
      String value, List<String> names, SortedMap<String, String> parameters) {
    for (String name : names) {
      parameters.put(name, value);
      PLACES.forEach(place -> parameters.put(name + place, ""));
      parameters.put(name + "Country", value.startsWith("+1") ? "US" : "");
    }
  }

  private static void answeredBy(CallState state, SortedMap<String, String> parameters) {
    if (state.answered() && state.detected().wire != null) {
      parameters.put("AnsweredBy", state.detected().wire);
    }
  }

  private static String sipResponseCode(CallStatus status) {
    return switch (status) {
      case BUSY -> "486";
      case NO_ANSWER, CANCELED -> "487";
      case FAILED -> "404";
      default -> "200";
    };
  }
}
