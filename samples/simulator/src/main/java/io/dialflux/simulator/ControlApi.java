package io.dialflux.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Twilio does not have: {@code /simulator/…}, to look behind the scenes and to direct them
 * from any language. Needs no credentials, fails never on purpose and is not counted.
 *
 * <pre>
 * GET  /simulator/state            everything at a glance
 * GET  /simulator/oracle           what rang, see {@link OracleApi}
 * POST /simulator/clock            {"advance": "PT1H"} or {"speed": 60}
 * POST /simulator/faults           {"creates": {"RESET_AFTER_PLACING": 0.1}, "others": {}, "webhooks": {}}
 * POST /simulator/faults/next      {"creates": ["NONE", "SILENCE_AFTER_PLACING"], "requests": [], "webhooks": []}
 * POST /simulator/accounts/{sid}   {"suspended": true, "calls_per_second": 5}
 * </pre>
 *
 * Each POST answers the state it led to.
 */
final class ControlApi {
  private static final Pattern ACCOUNT = Pattern.compile("/simulator/accounts/([^/]+)");

  private final OracleApi oracle;
  private final StateJson state;
  private final Director director;

  ControlApi(OracleApi oracle, StateJson state, Director director) {
    this.oracle = oracle;
    this.state = state;
    this.director = director;
  }

  Reply answer(ApiRequest request) {
    Matcher account = ACCOUNT.matcher(request.path());
    if (account.matches()) {
      return directed(request, body -> director.account(account.group(1), body));
    }
    return switch (request.path()) {
      case "/simulator", "/simulator/", "/simulator/state" -> {
        require(request, "GET");
        yield Reply.json(200, state::write);
      }
      case "/simulator/oracle" -> {
        require(request, "GET");
        yield oracle.answer(request);
      }
      case "/simulator/clock" -> directed(request, director::clock);
      case "/simulator/faults" -> directed(request, director::faults);
      case "/simulator/faults/next" -> directed(request, director::nextFaults);
      default -> throw ApiError.notFound(request.path());
    };
  }

  private Reply directed(ApiRequest request, Director.Direction direction) {
    require(request, "POST");
    director.follow(request.form(), direction);
    return Reply.json(200, state::write);
  }

  private static void require(ApiRequest request, String method) {
    if (!request.method().equals(method)) {
      throw ApiError.methodNotAllowed();
    }
  }
}
