package io.dialflux.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The five operations on calls, without HTTP: a request in, a reply out, nothing waits. */
final class CallsApi {
  private static final Pattern PATH =
      Pattern.compile("/2010-04-01/Accounts/([^/]+)/Calls(?:/([^/]+?)(/Events)?)?\\.json");

  private static final Pattern XML =
      Pattern.compile("/2010-04-01/Accounts/[^/]+/Calls(?:/[^/.]+)?");

  private final Accounts accounts;
  private final SimulatedClock clock;
  private final ListBehaviour listBehaviour;
  private final long eventsAfterMillis;
  private final Scheduler searches;

  /**
   * @param eventsAfterMillis how long after its end a call's events appear
   * @param searches where lists are made that have to look at many calls, so that no connection
   *     waits for them
   */
  CallsApi(
      Accounts accounts,
      SimulatedClock clock,
      ListBehaviour listBehaviour,
      long eventsAfterMillis,
      Scheduler searches) {
    this.accounts = accounts;
    this.clock = clock;
    this.listBehaviour = listBehaviour;
    this.eventsAfterMillis = eventsAfterMillis;
    this.searches = searches;
  }

  /** Fails with {@link ApiError}. */
  Mono<Reply> answer(ApiRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      throw unknown(request.path());
    }
    Account account = accounts.authorized(request.authorization(), path.group(1));
    String callSid = path.group(2);
    if (account.test()) {
      TestCredentials.check(request.isCreate());
    }
    if (callSid == null) {
      return calls(account, request);
    }
    PlacedCall call = call(account, callSid, request);
    boolean events = path.group(3) != null;
    return Mono.just(events ? events(account, call, request) : call(account, call, request));
  }

  private static ApiError unknown(String path) {
    return XML.matcher(path).matches()
        ? new ApiError(404, 20404, "Only JSON is simulated, not XML: add .json to " + path)
        : ApiError.notFound(path);
  }

  private Mono<Reply> calls(Account account, ApiRequest request) {
    return switch (request.method()) {
      case "POST" -> Mono.just(create(account, request.form()));
      case "GET" -> list(account, request);
      default -> throw ApiError.methodNotAllowed();
    };
  }

  private PlacedCall call(Account account, String callSid, ApiRequest request) {
    PlacedCall call = account.calls().find(callSid);
    boolean hidden =
        call != null
            && request.method().equals("GET")
            && call.createdAt > clock.millis() - listBehaviour.lagMillis();
    if (call == null || hidden) {
      throw ApiError.notFound(request.path());
    }
    return call;
  }

  private Reply call(Account account, PlacedCall call, ApiRequest request) {
    return switch (request.method()) {
      case "GET" -> fetch(account, call);
      case "POST" -> update(account, call, Parameters.parse(request.form()));
      case "DELETE" -> delete(account, call);
      default -> throw ApiError.methodNotAllowed();
    };
  }

  private Reply events(Account account, PlacedCall call, ApiRequest request) {
    if (!request.method().equals("GET")) {
      throw ApiError.methodNotAllowed();
    }
    long now = clock.millis();
    account.calls().drain(now);
    long endedAt = account.calls().state(call, now).endedAt();
    boolean available = endedAt >= 0 && now >= endedAt + eventsAfterMillis;
    return Reply.json(200, json -> account.events().write(json, call, request.path(), available));
  }

  private Reply create(Account account, String encoded) {
    Parameters form = Parameters.parse(encoded);
    CreateRules.check(form);
    if (account.test()) {
      TestCredentials.check(form);
    }
    long now = clock.millis();
    PlacedCall call = account.calls().place(account.progress().read(form, encoded), now);
    // a create is always answered with a queued call, also when it is dialled the next moment
    CallState queued = CallState.queued(now);
    String sid = account.calls().sid(call);
    return Reply.json(201, json(account, call, queued, now))
        .header("Twilio-Request-Id", "RQ" + sid.substring(2))
        .note(sid + " queued");
  }

  private Reply fetch(Account account, PlacedCall call) {
    long now = clock.millis();
    account.calls().drain(now);
    CallState state = account.calls().state(call, now);
    return Reply.json(200, json(account, call, state, now)).note(state.status().wire);
  }

  private Reply update(Account account, PlacedCall call, Parameters form) {
    CallUpdate.of(form).apply(account, call, clock.millis());
    return fetch(account, call);
  }

  private Reply delete(Account account, PlacedCall call) {
    if (!account.calls().delete(call, clock.millis())) {
      throw ApiError.badRequest(20009, "Call is not complete, it cannot be deleted");
    }
    return Reply.empty(204);
  }

  private Mono<Reply> list(Account account, ApiRequest request) {
    PageRequest wanted = PageRequest.of(request.path(), Parameters.parse(request.query()));
    return wanted.filter().searches()
        ? Mono.fromSupplier(() -> list(account, wanted)).subscribeOn(searches)
        : Mono.just(list(account, wanted));
  }

  private Reply list(Account account, PageRequest wanted) {
    long now = clock.millis();
    CallPage page = CallPage.read(account.calls(), wanted, listBehaviour, now);
    return Reply.json(200, json(account, page, now))
        .note(page.entries().size() + (page.next() == null ? " calls" : " calls and more"));
  }

  private static byte[] json(Account account, PlacedCall call, CallState state, long now) {
    JsonBytes json = new JsonBytes(CallJson.SIZE);
    account.json().write(json, call, state, now);
    return json.toByteArray();
  }

  private static byte[] json(Account account, CallPage page, long now) {
    JsonBytes json = new JsonBytes(CallJson.SIZE * (page.entries().size() + 1));
    String separator = "{\"calls\":[";
    for (CallPage.Entry entry : page.entries()) {
      account.json().write(json.raw(separator), entry.call(), entry.state(), now);
      separator = ",";
    }
    PageRequest request = page.request();
    int start = request.page() * request.pageSize();
    int end = start + Math.max(0, page.entries().size() - 1);
    json.raw(page.entries().isEmpty() ? separator : "");
    json.raw("],\"page\":" + request.page() + ",\"page_size\":" + request.pageSize());
    json.raw(",\"start\":" + start + ",\"end\":" + end);
    json.raw(",\"uri\":").string(request.self());
    json.raw(",\"first_page_uri\":").string(request.firstPage());
    json.raw(",\"next_page_uri\":").string(page.next());
    json.raw(",\"previous_page_uri\":").string(page.previous());
    return json.raw("}").toByteArray();
  }
}
