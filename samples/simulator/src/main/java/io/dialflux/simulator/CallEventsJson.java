package io.dialflux.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Twilio's {@code Events.json} of a call: the request that created it, with its parameters, and
 * each webhook with its answer. Names of parameters are in snake case, as Twilio shows them there.
 */
final class CallEventsJson {
  private final String accountSid;

  CallEventsJson(String accountSid) {
    this.accountSid = accountSid;
  }

  /**
   * @param available whether Twilio would show them already; if not, there are none
   */
  void write(JsonGenerator json, PlacedCall call, String path, boolean available) {
    List<WebhookExchange> webhooks =
        available && call.hooks() != null ? call.hooks().exchanges() : List.of();
    json.writeStartObject();
    json.writeArrayPropertyStart("events");
    if (available) {
      creation(json, call);
      webhooks.forEach(webhook -> webhook(json, webhook));
    }
    json.writeEndArray();
    int last = available ? webhooks.size() : 0;
    json.writeNumberProperty("page", 0);
    json.writeNumberProperty("page_size", 50);
    json.writeNumberProperty("start", 0);
    json.writeNumberProperty("end", last);
    json.writeStringProperty("uri", path);
    json.writeStringProperty("first_page_uri", path + "?PageSize=50&Page=0");
    json.writeNullProperty("next_page_uri");
    json.writeNullProperty("previous_page_uri");
    json.writeEndObject();
  }

  private void creation(JsonGenerator json, PlacedCall call) {
    json.writeStartObject();
    json.writeObjectPropertyStart("request");
    json.writeStringProperty("method", "POST");
    json.writeStringProperty(
        "url", "https://api.twilio.com/2010-04-01/Accounts/" + accountSid + "/Calls.json");
    json.writeObjectPropertyStart("parameters");
    if (call.form == null) {
      json.writeStringProperty("to", call.order.to());
      json.writeStringProperty("from", call.order.from());
    } else {
      parameters(json, Parameters.parse(call.form));
    }
    json.writeEndObject();
    json.writeEndObject();
    response(json, 201, 10, "application/json", "", call.createdAt);
    json.writeEndObject();
  }

  private static void parameters(JsonGenerator json, Parameters create) {
    for (String name : create.names()) {
      List<String> values = create.all(name);
      if (values.size() == 1) {
        json.writeStringProperty(snake(name), values.get(0));
      } else {
        json.writeArrayPropertyStart(snake(name));
        values.forEach(json::writeString);
        json.writeEndArray();
      }
    }
  }

  private static void webhook(JsonGenerator json, WebhookExchange webhook) {
    json.writeStartObject();
    json.writeObjectPropertyStart("request");
    json.writeStringProperty("method", webhook.method());
    json.writeStringProperty("url", webhook.url());
    json.writeObjectPropertyStart("parameters");
    for (Map.Entry<String, String> parameter : webhook.parameters().entrySet()) {
      json.writeStringProperty(snake(parameter.getKey()), parameter.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
    response(
        json,
        webhook.status(),
        webhook.durationMillis(),
        webhook.contentType(),
        webhook.body(),
        webhook.atMillis());
    json.writeEndObject();
  }

  private static void response(
      JsonGenerator json,
      int status,
      long durationMillis,
      String contentType,
      String body,
      long atMillis) {
    json.writeObjectPropertyStart("response");
    json.writeNumberProperty("response_code", status);
    json.writeNumberProperty("request_duration", durationMillis);
    json.writeStringProperty("content_type", contentType);
    json.writeStringProperty("response_body", body);
    json.writeStringProperty("date_created", WireDate.of(atMillis));
    json.writeEndObject();
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
