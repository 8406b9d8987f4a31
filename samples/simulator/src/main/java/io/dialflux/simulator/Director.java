package io.dialflux.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what the bodies of the {@link ControlApi} ask for. */
final class Director {
  private static final JsonMapper JSON = new JsonMapper();

  private final SimulatedTime time;
  private final Accounts accounts;
  private final FaultScript faults;
  private final WebhookScript webhooks;

  /** One kind of instruction. */
  interface Direction {
    void follow(JsonNode body);
  }

  Director(SimulatedTime time, Accounts accounts, FaultScript faults, WebhookScript webhooks) {
    this.time = time;
    this.accounts = accounts;
    this.faults = faults;
    this.webhooks = webhooks;
  }

  /**
   * @throws ApiError 400 when the body is not JSON or asks for what there is not
   */
  void follow(String body, Direction direction) {
    try {
      direction.follow(JSON.readTree(body));
    } catch (JacksonException notJson) {
      throw invalid("The body is not the JSON that is expected here");
    } catch (IllegalArgumentException | DateTimeException invalid) {
      throw invalid(String.valueOf(invalid.getMessage()));
    }
  }

  void clock(JsonNode body) {
    if (body.has("speed")) {
      time.speed(number(body, "speed"));
    }
    if (body.has("advance")) {
      time.advance(Duration.parse(body.path("advance").asString()));
    }
  }

  void account(String sid, JsonNode body) {
    if (body.has("suspended")) {
      accounts.suspend(sid, body.path("suspended").asBoolean());
    }
    if (body.has("calls_per_second")) {
      accounts.callsPerSecond(sid, number(body, "calls_per_second"), time.millis());
    }
  }

  void faults(JsonNode body) {
    Faults rates = faults.rates();
    if (body.has("creates")) {
      rates = rates.creates(Map.of());
      for (Map.Entry<String, JsonNode> share : body.path("creates").properties()) {
        rates = rates.onCreates(named(Fault.class, share.getKey()), share.getValue().asDouble());
      }
    }
    if (body.has("others")) {
      rates = rates.others(Map.of());
      for (Map.Entry<String, JsonNode> share : body.path("others").properties()) {
        rates = rates.onOthers(named(Fault.class, share.getKey()), share.getValue().asDouble());
      }
    }
    Webhooks callbacks = webhooks.webhooks();
    if (body.has("webhooks")) {
      callbacks = callbacks.faultless();
      for (Map.Entry<String, JsonNode> share : body.path("webhooks").properties()) {
        WebhookFault fault = named(WebhookFault.class, share.getKey());
        callbacks = callbacks.on(fault, share.getValue().asDouble());
      }
    }
    faults.rates(rates);
    webhooks.webhooks(callbacks);
  }

  void nextFaults(JsonNode body) {
    List<Fault> creates = named(Fault.class, body.path("creates"));
    List<Fault> requests = named(Fault.class, body.path("requests"));
    List<WebhookFault> callbacks = named(WebhookFault.class, body.path("webhooks"));
    faults.nextCreates(creates);
    faults.nextRequests(requests);
    webhooks.next(callbacks);
  }

  private static double number(JsonNode body, String name) {
    if (!body.path(name).isNumber()) {
      throw invalid(name + ": a number");
    }
    return body.path(name).asDouble();
  }

  private static <F extends Enum<F>> List<F> named(Class<F> type, JsonNode names) {
    List<F> faults = new ArrayList<>();
    names.forEach(name -> faults.add(named(type, name.asString())));
    return faults;
  }

  private static <F extends Enum<F>> F named(Class<F> type, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException unknown) {
      throw invalid(
          "There is no fault " + name + ", only " + Arrays.asList(type.getEnumConstants()));
    }
  }

  private static ApiError invalid(String text) {
    return ApiError.badRequest(20422, text);
  }
}
