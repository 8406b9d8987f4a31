package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.MachineDetection;
import io.dialflux.call.StatusCallbackEvent;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dialflux call create}. */
@Command(name = "create", description = "Calls a phone. Each run is one more call.")
final class CallCreateCommand extends CallOperation {
  @Parameters(paramLabel = "TO", description = "Whom to call: a number, sip: or client:.")
  private String to = "";

  @Option(names = "--from", required = true, paramLabel = "FROM", description = "The caller.")
  private String from = "";

  @ArgGroup(multiplicity = "1")
  private Answered answered = new Answered();

  static final class Answered {
    @Option(names = "--url", paramLabel = "URL", description = "Where the TwiML is.")
    @Nullable URI url;

    @Option(names = "--twiml", paramLabel = "XML", description = "The TwiML itself.")
    @Nullable String twiml;

    @Option(names = "--application", paramLabel = "SID", description = "A TwiML application.")
    @Nullable String application;

    CallTemplate from(String from) {
      CallTemplate.Stage stage = CallTemplate.from(from);
      if (url != null) {
        return stage.url(url);
      }
      return twiml != null ? stage.twiml(twiml) : stage.application(String.valueOf(application));
    }
  }

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long it may ring.")
  private @Nullable Integer timeout;

  @Option(names = "--time-limit", paramLabel = "SECONDS", description = "How long it may last.")
  private @Nullable Integer timeLimit;

  @Option(names = "--send-digits", paramLabel = "DIGITS", description = "Keys pressed on answer.")
  private @Nullable String sendDigits;

  @Option(names = "--record", description = "Records the call.")
  private boolean record;

  @Option(
      names = "--machine-detection",
      paramLabel = "MODE",
      converter = MachineWords.class,
      completionCandidates = MachineWords.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable MachineDetection machineDetection;

  @Option(names = "--status-callback", paramLabel = "URL", description = "Told of its progress.")
  private @Nullable URI statusCallback;

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      description = "What the status callback is told of; repeatable: ${COMPLETION-CANDIDATES}.")
  private List<StatusCallbackEvent> events = List.of();

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "Any other parameter by Twilio's name; repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  CallCreateCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void run(CallsClient calls, CallOutput output) {
    calls.create(template().to(to)).blockOptional().ifPresent(output::one);
  }

  private CallTemplate template() {
    CallTemplate template = answered.from(from);
    if (timeout != null) {
      template = template.timeout(Duration.ofSeconds(timeout));
    }
    if (timeLimit != null) {
      template = template.timeLimit(Duration.ofSeconds(timeLimit));
    }
    if (sendDigits != null) {
      template = template.sendDigits(sendDigits);
    }
    if (record) {
      template = template.record(true);
    }
    if (machineDetection != null) {
      template = template.machineDetection(machineDetection);
    }
    if (statusCallback != null) {
      template =
          template.statusCallback(statusCallback, events.toArray(StatusCallbackEvent[]::new));
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      template = template.parameter(parameter.getKey(), parameter.getValue());
    }
    return template;
  }

  @Override
  boolean rings() {
    return true;
  }
}
