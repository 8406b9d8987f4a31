package io.dialflux.cli;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.SimulatorBuilder;
import io.dialflux.simulator.WebhookFault;
import io.dialflux.simulator.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code dialflux simulate} beyond the everyday ones. */
final class SimulateExtras {
  @Option(
      names = "--api-key",
      paramLabel = "ACCOUNT:KEY:SECRET",
      description = "An API key of an account; may be repeated.")
  private List<String> apiKeys = List.of();

  @Option(
      names = "--subaccount",
      paramLabel = "PARENT:SID:TOKEN",
      description = "A subaccount; may be repeated.")
  private List<String> subaccounts = List.of();

  @Option(
      names = "--oauth-client",
      paramLabel = "ACCOUNT:ID:SECRET",
      description = "An OAuth client, which gets its tokens at /v2/token; may be repeated.")
  private List<String> oauthClients = List.of();

  @Option(
      names = "--shared-key",
      paramLabel = "ACCOUNT:ID:SECRET",
      description = {
        "A SharedKey that an account's webhooks are signed with, by HMAC-SHA256, in place of its",
        "auth token."
      })
  private List<String> sharedKeys = List.of();

  @Option(
      names = "--test-credentials",
      paramLabel = "SID:TOKEN",
      description = "Test credentials, which only pretend to create; may be repeated.")
  private List<String> testCredentials = List.of();

  @Option(
      names = "--start-time",
      paramLabel = "INSTANT",
      description = "When the simulated world starts, as 2026-08-18T09:05:00Z; now by default.")
  private @Nullable Instant startTime;

  @Option(
      names = "--outcomes",
      paramLabel = "C:B:N:F",
      description = "Weights of completed, busy, no answer and failed; 70:10:15:5 by default.")
  private @Nullable String outcomes;

  @Option(
      names = "--history",
      paramLabel = "N",
      description = "Calls that were over before the start; ten million cost no memory.")
  private long history;

  @Option(
      names = "--history-days",
      paramLabel = "DAYS",
      defaultValue = "730",
      description = "Over how many days they are spread; ${DEFAULT-VALUE} by default.")
  private int historyDays;

  @Option(
      names = "--list-lag",
      paramLabel = "DURATION",
      description = "How long a new call is missing from lists, as PT5S.")
  private Duration listLag = Duration.ZERO;

  @Option(
      names = "--empty-pages",
      paramLabel = "SHARE",
      description = "List pages that come empty although more follow.")
  private double emptyPages;

  @Option(
      names = "--page-token-lifetime",
      paramLabel = "DURATION",
      description = "How long a page token is good for; for ever by default.")
  private @Nullable Duration pageTokenLifetime;

  @Option(
      names = "--concurrent-calls",
      paramLabel = "N",
      description = "More calls at a time are refused with 10004.")
  private int concurrentCalls;

  @Option(
      names = "--concurrent-requests",
      paramLabel = "N",
      description = "More requests at a time are refused with 429.")
  private int concurrentRequests;

  @Option(
      names = "--read-fault",
      paramLabel = "NAME=SHARE",
      description = "A fault of fetches, lists, updates and deletes; may be repeated.")
  private Map<Fault, Double> readFaults = new LinkedHashMap<>();

  @Option(
      names = "--slow-answer",
      paramLabel = "DURATION",
      description = "How slow slow answers are; PT2S by default.")
  private Duration slowAnswer = Duration.ofSeconds(2);

  @Option(
      names = "--late-answer",
      paramLabel = "DURATION",
      description = "How late late answers are; PT1M by default.")
  private Duration lateAnswer = Duration.ofMinutes(1);

  @Option(
      names = "--webhooks",
      paramLabel = "HOSTS",
      defaultValue = "LOCAL",
      description = "Where webhooks go: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private WebhookHosts webhookHosts = WebhookHosts.LOCAL;

  @Option(
      names = "--webhook-fault",
      paramLabel = "NAME=SHARE",
      description = "A fault of status callbacks; may be repeated: ${COMPLETION-CANDIDATES}.")
  private Map<WebhookFault, Double> webhookFaults = new LinkedHashMap<>();

  @Option(
      names = "--events-after",
      paramLabel = "DURATION",
      description = "When Events.json tells of an ended call; PT15M by default.")
  private Duration eventsAfter = Duration.ofMinutes(15);

  enum WebhookHosts {
    OFF,
    LOCAL,
    ANY
  }

  Map<Fault, Double> readFaults() {
    return readFaults;
  }

  /**
   * After the accounts were added.
   *
   * @throws IllegalArgumentException whose message begins with the option's name
   */
  void apply(SimulatorBuilder builder) {
    subaccounts.forEach(
        text -> add("--subaccount", text, 3, p -> builder.subaccount(p[0], p[1], p[2])));
    apiKeys.forEach(text -> add("--api-key", text, 3, p -> builder.apiKey(p[0], p[1], p[2])));
    oauthClients.forEach(
        text -> add("--oauth-client", text, 3, p -> builder.oauthClient(p[0], p[1], p[2])));
    sharedKeys.forEach(
        text -> add("--shared-key", text, 3, p -> builder.sharedKey(p[0], p[1], p[2])));
    testCredentials.forEach(
        text -> add("--test-credentials", text, 2, p -> builder.testCredentials(p[0], p[1])));
    if (startTime != null) {
      builder.startTime(startTime);
    }
    if (outcomes != null) {
      add("--outcomes", outcomes, 4, p -> builder.outcomes(weights(p)));
    }
    named("--history", () -> builder.history(history, Duration.ofDays(historyDays)));
    named("--list-lag", () -> builder.listLag(listLag));
    named("--empty-pages", () -> builder.emptyPages(emptyPages));
    if (pageTokenLifetime != null) {
      named("--page-token-lifetime", () -> builder.pageTokenLifetime(pageTokenLifetime));
    }
    named("--concurrent-calls", () -> builder.concurrentCalls(concurrentCalls));
    named("--concurrent-requests", () -> builder.concurrentRequests(concurrentRequests));
    named("--slow-answer", () -> builder.slowAnswer(slowAnswer));
    named("--late-answer", () -> builder.lateAnswer(lateAnswer));
    named("--events-after", () -> builder.eventsAfter(eventsAfter));
    named("--webhook-fault", () -> builder.webhooks(webhooks()));
  }

  private static Outcomes weights(String[] parts) {
    return Outcomes.of(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]));
  }

  private Webhooks webhooks() {
    Webhooks webhooks =
        switch (webhookHosts) {
          case OFF -> Webhooks.off();
          case LOCAL -> Webhooks.local();
          case ANY -> Webhooks.local().toAnyHost();
        };
    for (Map.Entry<WebhookFault, Double> fault : webhookFaults.entrySet()) {
      webhooks = webhooks.on(fault.getKey(), fault.getValue());
    }
    return webhooks;
  }

  private interface Parts {
    void use(String[] parts);
  }

  private static void add(String option, String text, int count, Parts setting) {
    String[] parts = text.split(":", count);
    if (parts.length < count) {
      throw new IllegalArgumentException(option + ": needs " + count + " parts with : between");
    }
    named(option, () -> setting.use(parts));
  }

  private static void named(String option, Runnable setting) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
