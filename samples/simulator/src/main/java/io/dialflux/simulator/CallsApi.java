package io.dialflux.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The five operations on calls, without HTTP: a request in, a reply out, nothing waits. */
final class CallsApi {
  private static final Pattern PATH =
      Pattern.compile("/2010-04-01/Accounts/([^/]+)/Calls(?:/([^/]+))?\\.json");

  private final Accounts accounts;
  private final SimulatedClock clock;

  CallsApi(Accounts accounts, SimulatedClock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  Reply answer(ApiRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      throw ApiError.notFound(request.path());
    }
    Account account = accounts.authorized(request.authorization(), path.group(1));
    String callSid = path.group(2);
    return callSid == null ? calls(account, request) : call(account, callSid, request);
  }

  private Reply calls(Account account, ApiRequest request) {
    return switch (request.method()) {
      case "POST" -> create(account, Parameters.parse(request.form()));
      case "GET" -> list(account, request);
      default -> throw ApiError.methodNotAllowed();
    };
  }

  private Reply call(Account account, String callSid, ApiRequest request) {
    PlacedCall call = account.calls().find(callSid);
    if (call == null) {
      throw ApiError.notFound(request.path());
    }
    return switch (request.method()) {
      case "GET" -> fetch(account, call);
      case "POST" -> update(account, call, Parameters.parse(request.form()));
      case "DELETE" -> delete(account, call);
      default -> throw ApiError.methodNotAllowed();
    };
  }

  private Reply create(Account account, Parameters form) {
    CreateRules.check(form);
    long now = clock.millis();
    PlacedCall call = account.calls().place(CallOrder.of(form), now);
    // a create is always answered with a queued call, also when it is dialled the next moment
    CallState queued = CallState.queued(now);
    return Reply.json(201, json -> account.json().write(json, call, queued, now))
        .header("Twilio-Request-Id", "RQ" + account.calls().sid(call).substring(2));
  }

  private Reply fetch(Account account, PlacedCall call) {
    long now = clock.millis();
    account.calls().drain(now);
    CallState state = account.calls().state(call, now);
    return Reply.json(200, json -> account.json().write(json, call, state, now));
  }

  private Reply update(Account account, PlacedCall call, Parameters form) {
    CallUpdate.of(form).apply(account.calls(), call, clock.millis());
    return fetch(account, call);
  }

  private Reply delete(Account account, PlacedCall call) {
    if (!account.calls().delete(call, clock.millis())) {
      throw ApiError.badRequest(20009, "Call is not complete, it cannot be deleted");
    }
    return Reply.empty(204);
  }

  private Reply list(Account account, ApiRequest request) {
    PageRequest wanted = PageRequest.of(request.path(), Parameters.parse(request.query()));
    long now = clock.millis();
    CallPage page = CallPage.read(account.calls(), wanted, now);
    return Reply.json(200, json -> write(json, account, page, now));
  }

  private static void write(JsonGenerator json, Account account, CallPage page, long now) {
    PageRequest request = page.request();
    int start = request.page() * request.pageSize();
    json.writeStartObject();
    json.writeArrayPropertyStart("calls");
    page.entries().forEach(e -> account.json().write(json, e.call(), e.state(), now));
    json.writeEndArray();
    json.writeNumberProperty("page", request.page());
    json.writeNumberProperty("page_size", request.pageSize());
    json.writeNumberProperty("start", start);
    json.writeNumberProperty("end", start + Math.max(0, page.entries().size() - 1));
    json.writeStringProperty("uri", request.self());
    json.writeStringProperty("first_page_uri", request.firstPage());
    link(json, "next_page_uri", page.older() ? request.olderThan(last(account, page)) : null);
    boolean newer = request.page() > 0 && !page.entries().isEmpty();
    link(json, "previous_page_uri", newer ? request.newerThan(first(account, page)) : null);
    json.writeEndObject();
  }

  private static String first(Account account, CallPage page) {
    return account.calls().sid(page.entries().get(0).call());
  }

  private static String last(Account account, CallPage page) {
    return account.calls().sid(page.entries().get(page.entries().size() - 1).call());
  }

  private static void link(JsonGenerator json, String name, @Nullable String uri) {
    if (uri == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, uri);
    }
  }
}
