package io.dialflux.benchmark.raw;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Whole pages by a parse written by hand on Jackson's streaming core. */
public final class RawStreaming {
  private static final JsonFactory JSON = new JsonFactory();

  private final RawHttp http;

  public RawStreaming(RawHttp http) {
    this.http = http;
  }

  /** The calls to a number. */
  public Flux<RawCall> list(String to) {
    return RawPages.follow(http, to, RawStreaming::page);
  }

  static RawPage page(byte[] json) {
    RawPage page = new RawPage();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      expect(JsonToken.START_OBJECT, parser.nextToken());
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "calls" -> page.calls = calls(parser);
          case "next_page_uri" -> page.nextPageUri = text(parser);
          default -> parser.skipChildren();
        }
      }
      expect(JsonToken.END_OBJECT, parser.currentToken());
    }
    return page;
  }

  private static List<RawCall> calls(JsonParser parser) {
    expect(JsonToken.START_ARRAY, parser.currentToken());
    List<RawCall> calls = new ArrayList<>(1_000);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      calls.add(call(parser));
    }
    expect(JsonToken.END_ARRAY, parser.currentToken());
    return calls;
  }

  private static RawCall call(JsonParser parser) {
    RawCall call = new RawCall();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        field(call, name, parser);
      }
    }
    expect(JsonToken.END_OBJECT, parser.currentToken());
    return call;
  }

  private static void field(RawCall call, String name, JsonParser parser) {
    switch (name) {
      case "sid" -> call.sid = parser.getString();
      case "account_sid" -> call.accountSid = parser.getString();
      case "parent_call_sid" -> call.parentCallSid = parser.getString();
      case "phone_number_sid" -> call.phoneNumberSid = parser.getString();
      case "group_sid" -> call.groupSid = parser.getString();
      case "trunk_sid" -> call.trunkSid = parser.getString();
      case "status" -> call.status = parser.getString();
      case "direction" -> call.direction = parser.getString();
      case "answered_by" -> call.answeredBy = parser.getString();
      case "date_created" -> call.dateCreated = RawTypes.date(parser.getString());
      case "date_updated" -> call.dateUpdated = RawTypes.date(parser.getString());
      case "start_time" -> call.startTime = RawTypes.date(parser.getString());
      case "end_time" -> call.endTime = RawTypes.date(parser.getString());
      case "duration" -> call.duration = Duration.ofSeconds(Long.parseLong(parser.getString()));
      case "queue_time" -> call.queueTime = Duration.ofMillis(Long.parseLong(parser.getString()));
      case "price" -> call.price = new BigDecimal(parser.getString());
      case "price_unit" -> call.priceUnit = parser.getString();
      case "to" -> call.to = parser.getString();
      case "to_formatted" -> call.toFormatted = parser.getString();
      case "from" -> call.from = parser.getString();
      case "from_formatted" -> call.fromFormatted = parser.getString();
      case "forwarded_from" -> call.forwardedFrom = parser.getString();
      case "caller_name" -> call.callerName = parser.getString();
      case "api_version" -> call.apiVersion = parser.getString();
      case "uri" -> call.uri = parser.getString();
      case "subresource_uris" -> call.subresourceUris = map(parser);
      default -> parser.skipChildren();
    }
  }

  private static Map<String, String> map(JsonParser parser) {
    Map<String, String> map = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, parser.getString());
    }
    return map;
  }

  private static @Nullable String text(JsonParser parser) {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getString();
  }

  private static void expect(JsonToken wanted, @Nullable JsonToken token) {
    if (token != wanted) {
      throw new IllegalArgumentException("malformed JSON");
    }
  }
}
