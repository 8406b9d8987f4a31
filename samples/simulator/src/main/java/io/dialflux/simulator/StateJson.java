package io.dialflux.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The simulated world at a glance: time, accounts, faults, counts. */
final class StateJson {
  private final SimulatedClock clock;
  private final Accounts accounts;
  private final FaultScript faults;
  private final WebhookScript webhooks;
  private final Oracle oracle;

  StateJson(
      SimulatedClock clock,
      Accounts accounts,
      FaultScript faults,
      WebhookScript webhooks,
      Oracle oracle) {
    this.clock = clock;
    this.accounts = accounts;
    this.faults = faults;
    this.webhooks = webhooks;
    this.oracle = oracle;
  }

  void write(JsonGenerator json) {
    long now = clock.millis();
    json.writeStartObject();
    json.writeStringProperty("now", Instant.ofEpochMilli(now).toString());
    json.writeNumberProperty("clock_speed", clock.speed());
    json.writeNumberProperty("total_rings", oracle.totalRings());
    json.writeNumberProperty("requests", oracle.requests());
    json.writeNumberProperty("create_requests", oracle.createRequests());
    json.writeArrayPropertyStart("accounts");
    accounts.all().stream()
        .sorted(Comparator.comparing(Account::sid))
        .forEach(account -> account(json, account, now));
    json.writeEndArray();
    json.writeObjectPropertyStart("faults");
    shares(json, "creates", faults.rates().creates());
    shares(json, "others", faults.rates().others());
    shares(json, "webhooks", webhooks.webhooks().shares());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void account(JsonGenerator json, Account account, long now) {
    json.writeStartObject();
    json.writeStringProperty("sid", account.sid());
    if (account.parentSid() != null) {
      json.writeStringProperty("parent_sid", account.parentSid());
    }
    json.writeBooleanProperty("test_credentials", account.test());
    json.writeBooleanProperty("suspended", accounts.suspended(account.sid()));
    json.writeNumberProperty("calls_waiting", account.calls().waiting(now));
    json.writeNumberProperty("calls_placed", account.calls().placed());
    json.writeNumberProperty("calls", account.calls().size());
    json.writeEndObject();
  }

  private static void shares(JsonGenerator json, String name, Map<? extends Enum<?>, Double> all) {
    json.writeObjectPropertyStart(name);
    all.forEach((fault, share) -> json.writeNumberProperty(fault.name(), share));
    json.writeEndObject();
  }
}
