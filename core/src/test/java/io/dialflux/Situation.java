package io.dialflux;

import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.error;
import static io.dialflux.Fixtures.problem;
import static io.dialflux.Fixtures.sid;
import static io.dialflux.RawServer.begun;
import static io.dialflux.RawServer.http;
import static io.dialflux.RawServer.raw;
import static io.dialflux.Situation.Again.ALWAYS;
import static io.dialflux.Situation.Again.HARMLESS;
import static io.dialflux.Situation.Again.NEVER;
import static io.dialflux.Situation.Connection.CLOSED;
import static io.dialflux.Situation.Connection.KEPT;
import static io.dialflux.Situation.Connection.NONE;
import static io.dialflux.error.Outcome.NOT_SENT;
import static io.dialflux.error.Outcome.UNKNOWN;

import io.dialflux.RawServer.Answer;
import io.dialflux.RawServer.Door;
import io.dialflux.Stage.Seen;
import io.dialflux.error.ApiException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.Effect;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Everything that can go wrong, and what is expected of it: the table of outcomes as data. A
 * situation is a variant of one of the table's rows.
 */
enum Situation {
  REFUSED_CONNECTION(Row.NO_CONNECTION, Reason.CONNECT, KEPT, Stage::nobodyListens),
  CONNECT_TIMES_OUT(
      Row.NO_CONNECTION,
      Reason.CONNECT,
      KEPT,
      s -> s.nobodyAccepts().option(o -> o.connectTimeout(Stage.SHORT))),
  UNKNOWN_HOST(Row.NO_CONNECTION, Reason.DNS, KEPT, s -> s.resolver(host -> Mono.empty())),
  RESOLVER_FAILS(
      Row.NO_CONNECTION,
      Reason.DNS,
      KEPT,
      s -> s.resolver(host -> Mono.error(new IllegalStateException("no name server")))),
  RESOLVER_HANGS(
      Row.NO_CONNECTION,
      Reason.DNS,
      KEPT,
      s -> s.resolver(host -> Mono.never()).option(o -> o.connectTimeout(Stage.SHORT))),
  NO_TLS_SPOKEN(Row.NO_CONNECTION, Reason.TLS, CLOSED, s -> s.tls(Door.plain())),
  CERTIFICATE_NOT_TRUSTED(
      Row.NO_CONNECTION, Reason.TLS, CLOSED, s -> s.tls(Door.tls(Certificates.OF_HOST_UNTRUSTED))),
  CERTIFICATE_OF_ANOTHER_HOST(
      Row.NO_CONNECTION, Reason.TLS, CLOSED, s -> s.tls(Door.tls(Certificates.OF_OTHER_HOST))),
  TLS_HANDSHAKE_HANGS(
      Row.NO_CONNECTION,
      Reason.TLS,
      CLOSED,
      s -> s.tls(Door.deaf()).option(o -> o.tlsTimeout(Stage.SHORT))),
  RESET_DURING_HANDSHAKE(
      Row.NO_CONNECTION, Reason.CONNECT, CLOSED, s -> s.tls(Door.resetOnHello())),

  POOL_FULL(Row.NO_ROOM, Reason.POOL_FULL, KEPT, s -> s.option(o -> o.maxPending(1)).occupied(2)),
  NO_PERMIT_IN_TIME(
      Row.NO_ROOM,
      Reason.ACQUIRE_TIMEOUT,
      KEPT,
      s -> s.option(o -> o.acquireTimeout(Stage.AT_ONCE)).occupied(1)),
  NO_CONNECTION_IN_TIME(
      Row.NO_ROOM,
      Reason.ACQUIRE_TIMEOUT,
      KEPT,
      s -> s.option(o -> o.acquireTimeout(Stage.SHORT)).occupiedByTheOtherKind()),

  TOO_LATE_ALREADY(
      Row.TOO_LATE,
      Reason.NOT_AFTER,
      KEPT,
      s -> s.create(c -> c.notAfter(Stage.NOW.minusMillis(1)))),
  TOO_LATE_ONCE_CONNECTED(
      Row.TOO_LATE,
      Reason.NOT_AFTER,
      KEPT,
      s ->
          s.occupiedByTheOtherKind()
              .create(c -> c.notAfter(Stage.NOW.plusSeconds(30)))
              .connectionComesAt(Stage.NOW.plusSeconds(31))),
  TOO_LATE_ONCE_PERMITTED(
      Row.TOO_LATE,
      Reason.NOT_AFTER,
      KEPT,
      s ->
          s.occupied(1)
              .create(c -> c.notAfter(Stage.NOW.plusSeconds(30)))
              .connectionComesAt(Stage.NOW.plusSeconds(31))),

  TIME_OUT_WHILE_CONNECTING(
      Row.TIME_OUT, Reason.OPERATION_TIMEOUT, CLOSED, s -> s.noAddressYet().timeOutPasses()),
  TIME_OUT_DURING_HANDSHAKE(
      Row.TIME_OUT, Reason.OPERATION_TIMEOUT, CLOSED, s -> s.noHandshakeYet().timeOutPasses()),

  TOKEN_REFUSED(
      Row.CREDENTIALS_REFUSED,
      Reason.CREDENTIALS,
      KEPT,
      s -> s.oauth().answer(http(401, error(401, 20003, "Authenticate")))),
  TOKEN_REFUSED_BY_OAUTH(
      Row.CREDENTIALS_REFUSED,
      Reason.CREDENTIALS,
      KEPT,
      s -> s.oauth().answer(http(400, "{\"error\":\"invalid_client\"}"))),
  TOKEN_ENDPOINT_FAILS(
      Row.NO_TOKEN, Reason.CREDENTIALS, KEPT, s -> s.oauth().answer(http(503, ""))),
  TOKEN_ENDPOINT_RESETS(
      Row.NO_TOKEN, Reason.CREDENTIALS, CLOSED, s -> s.oauth().answer(RawServer.reset())),
  TOKEN_UNREADABLE(
      Row.NO_TOKEN, Reason.CREDENTIALS, CLOSED, s -> s.oauth().answer(http(200, "<html>"))),

  CLIENT_CLOSED(Row.CLOSED, Reason.CLOSED, NONE, Stage::closed),

  CANCELLED_WAITING_FOR_A_PERMIT(Row.CANCELLED_BEFORE, null, KEPT, s -> s.occupied(1).cancelled()),
  /** Reactor Netty hands a connection even to who gave up waiting for it, and closes it then. */
  CANCELLED_WAITING_FOR_A_CONNECTION(
      Row.CANCELLED_BEFORE, null, CLOSED, s -> s.occupiedByTheOtherKind().cancelled()),
  CANCELLED_WHILE_CONNECTING(Row.CANCELLED_BEFORE, null, CLOSED, s -> s.noAddressYet().cancelled()),
  CANCELLED_DURING_HANDSHAKE(
      Row.CANCELLED_BEFORE, null, CLOSED, s -> s.noHandshakeYet().cancelledOnceConnected()),

  /** Reactor Netty goes on connecting until that times out. */
  CANCELLED_DURING_CONNECT(
      Row.CANCELLED_BEFORE,
      null,
      KEPT,
      s -> s.nobodyAccepts().option(o -> o.connectTimeout(Stage.SHORT)).cancelledOnceResolved()),
  /** Nobody else waits for the token. */
  CANCELLED_WAITING_FOR_A_TOKEN(
      Row.CANCELLED_BEFORE, null, CLOSED, s -> s.noTokenYet().cancelledOnceWritten()),

  LIMITED(Row.LIMITED, KEPT, http(429, error(429, 20429, "Too many requests"))),
  LIMITED_WITH_PROBLEM(Row.LIMITED, KEPT, http(429, problem(429, 20429, "Too many requests"))),
  LIMITED_BY_A_PROXY(Row.LIMITED, KEPT, http(429, Bodies.HTML)),
  LIMITED_WITH_NOTHING(Row.LIMITED, KEPT, http(429, "")),
  LIMITED_FOR_SECONDS(Row.LIMITED, KEPT, http(429, "", "Retry-After", "30")),
  LIMITED_UNTIL(Row.LIMITED, KEPT, http(429, "", "Retry-After", "Sun, 22 Nov 2026 08:00:07 GMT")),
  LIMITED_UNTIL_LONG_AGO(
      Row.LIMITED, KEPT, http(429, "", "Retry-After", "Sun, 22 Nov 2026 07:00:00 GMT")),
  LIMITED_FOR_NONSENSE(Row.LIMITED, KEPT, http(429, "", "Retry-After", "soon")),

  LIMITED_FOR_LONG(Row.LIMITED_FOR_LONG, KEPT, http(429, "", "Retry-After", "31")),
  LIMITED_UNTIL_LATE(
      Row.LIMITED_FOR_LONG, KEPT, http(429, "", "Retry-After", "Sun, 22 Nov 2026 08:00:31 GMT")),

  BAD_REQUEST(Row.REFUSED, KEPT, http(400, error(400, 21211, "Invalid To"))),
  BAD_REQUEST_AS_PROBLEM(Row.REFUSED, KEPT, http(400, problem(400, 21211, "Invalid To"))),
  UNAUTHORIZED(Row.REFUSED, KEPT, http(401, error(401, 20003, "Authenticate"))),
  FORBIDDEN(Row.REFUSED, KEPT, http(403, error(403, 20403, "Forbidden"))),
  NOT_FOUND(Row.REFUSED, KEPT, http(404, error(404, 20404, "Not found"))),
  CONFLICT(Row.REFUSED, KEPT, http(409, error(409, 20409, "Conflict"))),
  UNPROCESSABLE(Row.REFUSED, KEPT, http(422, problem(422, 20422, "Invalid parameter"))),
  REFUSED_WITH_DETAILS(
      Row.REFUSED,
      KEPT,
      http(400, "{\"code\":21608,\"message\":\"m\",\"status\":400,\"details\":{\"a\":[1]}}")),

  TIMED_OUT_AT_TWILIO(Row.UNSURE, KEPT, http(408, error(408, 20408, "Too slow"))),
  MOVED_BY_TWILIO(Row.UNSURE, KEPT, moved(302, error(302, 20302, "Moved"))),
  INTERNAL_ERROR(Row.UNSURE, KEPT, http(500, error(500, 20500, "Internal"))),
  INTERNAL_ERROR_AS_PROBLEM(Row.UNSURE, KEPT, http(500, problem(500, 20500, "Internal"))),
  UNAVAILABLE(Row.UNSURE, KEPT, http(503, error(503, 20503, "Unavailable"))),

  MOVED_PERMANENTLY(Row.NOT_TWILIOS, KEPT, moved(301, "")),
  FOUND(Row.NOT_TWILIOS, KEPT, moved(302, Bodies.HTML)),
  SEE_OTHER(Row.NOT_TWILIOS, KEPT, moved(303, "")),
  TEMPORARILY_MOVED(Row.NOT_TWILIOS, KEPT, moved(307, "")),
  PERMANENTLY_MOVED(Row.NOT_TWILIOS, KEPT, moved(308, "")),
  BAD_REQUEST_BY_A_PROXY(Row.NOT_TWILIOS, KEPT, http(400, Bodies.HTML)),
  UNAUTHORIZED_BY_A_PROXY(Row.NOT_TWILIOS, KEPT, http(401, Bodies.HTML)),
  FORBIDDEN_WITH_NOTHING(Row.NOT_TWILIOS, KEPT, http(403, "")),
  NOT_FOUND_BY_A_PROXYS_JSON(
      Row.NOT_TWILIOS, KEPT, http(404, "{\"code\":404,\"message\":\"no route\"}")),
  PROXY_WANTS_CREDENTIALS(
      Row.NOT_TWILIOS, KEPT, http(407, Bodies.HTML, "Proxy-Authenticate", "Basic realm=\"p\"")),
  TIMED_OUT_WITH_NOTHING(Row.NOT_TWILIOS, KEPT, http(408, "")),
  BAD_REQUEST_ENDLESS(Row.NOT_TWILIOS, CLOSED, http(400, Bodies.LONG)),
  TIMED_OUT_AT_A_PROXY(Row.NOT_TWILIOS, KEPT, http(408, Bodies.HTML)),
  BAD_REQUEST_HALF_JSON(Row.NOT_TWILIOS, KEPT, http(400, "{\"code\":21211,\"message\":\"Inv")),
  INTERNAL_ERROR_WITH_NOTHING(Row.NOT_TWILIOS, KEPT, http(500, "")),
  NOT_IMPLEMENTED(Row.NOT_TWILIOS, KEPT, http(501, Bodies.HTML)),
  BAD_GATEWAY(Row.NOT_TWILIOS, KEPT, http(502, Bodies.HTML)),
  UNAVAILABLE_FOR_SECONDS(Row.NOT_TWILIOS, KEPT, http(503, "", "Retry-After", "1")),
  GATEWAY_TIMED_OUT(Row.NOT_TWILIOS, KEPT, http(504, Bodies.HTML)),
  UNHEARD_OF(Row.NOT_TWILIOS, KEPT, http(599, "")),

  SUCCESS_OF_A_PROXY(Row.UNREADABLE, CLOSED, http(201, Bodies.HTML)),
  SUCCESS_WITH_NOTHING(Row.UNREADABLE, CLOSED, http(201, "")),
  SUCCESS_HALF_JSON(Row.UNREADABLE, CLOSED, http(201, Bodies.HALF)),
  SUCCESS_WITHOUT_SID(Row.UNREADABLE, CLOSED, http(201, "{\"status\":\"queued\"}")),
  SUCCESS_TOO_LONG(Row.UNREADABLE, CLOSED, http(201, Bodies.LONG)),
  SUCCESS_ARRAY(Row.UNREADABLE, CLOSED, http(201, "[]")),
  SUCCESS_NULL(Row.UNREADABLE, CLOSED, http(200, "null")),
  SUCCESS_OF_ANOTHER_REQUEST(Row.ANOTHERS, CLOSED, http(200, Bodies.ANOTHERS)),
  SUCCESS_WITHOUT_CONTENT(Row.UNREADABLE, CLOSED, http(204, "")),

  RESET(Row.NO_ANSWER, CLOSED, RawServer.reset()),
  CLOSED_WITHOUT_ANSWER(Row.NO_ANSWER, CLOSED, RawServer.hangUp()),
  RESET_ON_A_POOLED_CONNECTION(Row.NO_ANSWER, CLOSED, s -> s.warm().answer(RawServer.reset())),
  SILENCE(
      Row.NO_ANSWER,
      CLOSED,
      s -> s.answer(RawServer.silence()).option(o -> o.responseTimeout(Stage.SHORT))),
  SILENCE_IN_THE_BODY(
      Row.NO_ANSWER,
      CLOSED,
      s -> s.answer(begun(201, Bodies.HALF, 500)).option(o -> o.responseTimeout(Stage.SHORT))),
  TIME_OUT_ONCE_WRITTEN(
      Row.NO_ANSWER_IN_TIME, CLOSED, s -> s.answer(RawServer.silence()).timeOutPassesOnceWritten()),
  HEAD_CUT(Row.NO_ANSWER, CLOSED, raw("HTTP/1.1 201 Created\r\nContent-Le")),
  BODY_CUT(Row.NO_ANSWER, CLOSED, RawServer.cut(201, Bodies.HALF, 500)),
  CHUNKED_BODY_CUT(Row.NO_ANSWER, CLOSED, raw(Bodies.chunked(201, Bodies.HALF))),
  REFUSAL_CUT(Row.NO_ANSWER, CLOSED, RawServer.cut(400, "{\"code\":21211", 500)),
  LIMIT_CUT(Row.NO_ANSWER, CLOSED, RawServer.cut(429, "{", 500)),
  NO_HTTP(Row.NO_ANSWER, CLOSED, raw("220 mail.example.com ready\r\n")),
  BAD_CHUNK(Row.NO_ANSWER, CLOSED, raw(Bodies.CHUNKED + "no size\r\n{}\r\n0\r\n\r\n")),
  ENDLESS_HEADER(Row.NO_ANSWER, CLOSED, raw("HTTP/1.1 201 Created\r\nX: " + "x".repeat(100_000))),
  NOT_REALLY_GZIP(Row.UNREADABLE, CLOSED, http(201, "no gzip", "Content-Encoding", "gzip")),

  RESET_WHILE_WRITING(Row.NO_ANSWER, CLOSED, s -> s.whileWriting(Door.reset())),
  CLOSED_WHILE_WRITING(Row.NO_ANSWER, CLOSED, s -> s.whileWriting(Door.closed())),

  CANCELLED_WHILE_WRITING(
      Row.CANCELLED_AFTER, null, CLOSED, s -> s.silentWhileWriting().cancelledOnceBegun()),
  CANCELLED_IN_THE_PAUSE(
      Row.CANCELLED_AFTER,
      null,
      KEPT,
      s -> s.answer(http(429, "", "Retry-After", "120")).cancelledInThePause()),
  CANCELLED_WHILE_WAITING(
      Row.CANCELLED_AFTER, null, CLOSED, s -> s.answer(RawServer.silence()).cancelledOnceWritten()),
  CANCELLED_WHILE_READING(
      Row.CANCELLED_AFTER,
      null,
      CLOSED,
      s -> s.answer(begun(201, Bodies.HALF, 500)).cancelledOnceAnswered());

  /** What is sent again by the client itself. */
  enum Again {
    ALWAYS,
    /** All but what would ring a phone twice or redirect a call twice. */
    HARMLESS,
    NEVER;

    boolean is(Effect effect) {
      return this == ALWAYS || this == HARMLESS && effect != Effect.ONCE;
    }
  }

  /** What becomes of the connection. */
  enum Connection {
    /** Whatever comes next is sent on it; or there was none, and the next one opens the first. */
    KEPT,
    /** Each try ends one. */
    CLOSED,
    /** None was opened, and none can be. */
    NONE;

    /** How many there are in all, with the one of what comes next. */
    int count(int tries) {
      return switch (this) {
        case KEPT -> 1;
        case CLOSED -> tries + 1;
        case NONE -> 0;
      };
    }
  }

  /** The rows of the README's table, by their first column. */
  enum Row {
    NO_CONNECTION(
        "connection refused, unknown host, failed TLS handshake",
        NotSentException.class,
        NOT_SENT,
        ALWAYS),
    NO_ROOM("pool full, no connection free in time", NotSentException.class, NOT_SENT, ALWAYS),
    NO_TOKEN("no OAuth access token to be had", NotSentException.class, NOT_SENT, ALWAYS),
    CREDENTIALS_REFUSED(
        "OAuth credentials refused (`invalid_client`)", NotSentException.class, NOT_SENT, NEVER),
    TOO_LATE(
        "its `notAfter` or `operationTimeout` passed before it could be written",
        NotSentException.class,
        NOT_SENT,
        NEVER),
    TIME_OUT(
        "its `notAfter` or `operationTimeout` passed before it could be written",
        NotSentException.class,
        NOT_SENT,
        NEVER),
    CLOSED("the client closed", NotSentException.class, NOT_SENT, NEVER),
    CANCELLED_BEFORE("cancelled before it was written", null, NOT_SENT, NEVER),
    LIMITED("429", RateLimitedException.class, Outcome.REFUSED, ALWAYS),
    LIMITED_FOR_LONG(
        "429 with a `Retry-After` beyond the policy's `maxRetryAfter` (30 s)",
        RateLimitedException.class,
        Outcome.REFUSED,
        NEVER),
    REFUSED("a 4xx with Twilio's error body", ApiException.class, Outcome.REFUSED, NEVER),
    UNSURE(
        "408, or any 3xx or 5xx, with Twilio's error body", ApiException.class, UNKNOWN, HARMLESS),
    NOT_TWILIOS(
        "3xx, 4xx or 5xx with anything else (HTML, nothing)",
        UnreadableResponseException.class,
        UNKNOWN,
        HARMLESS),
    UNREADABLE("2xx that cannot be read", UnreadableResponseException.class, UNKNOWN, HARMLESS),
    ANOTHERS(
        "2xx that is not the answer to this request: another account, another `To`",
        UnreadableResponseException.class,
        UNKNOWN,
        HARMLESS),
    NO_ANSWER(
        "reset, close, time-out or a cut or garbled answer after even one byte was written",
        NoAnswerException.class,
        UNKNOWN,
        HARMLESS),
    NO_ANSWER_IN_TIME(
        "reset, close, time-out or a cut or garbled answer after even one byte was written",
        NoAnswerException.class,
        UNKNOWN,
        NEVER),
    CANCELLED_AFTER("cancelled after even one byte was written", null, UNKNOWN, NEVER);

    final String text;
    final String exception;
    final Outcome outcome;
    final Again again;

    Row(String text, @Nullable Class<?> exception, Outcome outcome, Again again) {
      this.text = text;
      this.exception = exception == null ? "—" : exception.getSimpleName();
      this.outcome = outcome;
      this.again = again;
    }
  }

  /** Bodies that are not as they should be. */
  private static final class Bodies {
    static final String HTML = "<html><body>Bad gateway</body></html>";
    static final String HALF = callJson(sid(1)).substring(0, 20);
    static final String LONG =
        "{\"code\":21211,\"message\":\"m\",\"details\":{\"x\":\"" + "x".repeat(1 << 20) + "\"}}";

    /** The call, or the page, of another account; what a delete is not answered with at all. */
    static final String ANOTHERS =
        "{\"sid\":\""
            + Fixtures.CALL
            + "\",\"account_sid\":\""
            + Fixtures.OTHER_ACCOUNT
            + "\",\"status\":\"queued\",\"calls\":[],\"next_page_uri\":null,"
            + "\"uri\":\"/2010-04-01/Accounts/"
            + Fixtures.OTHER_ACCOUNT
            + "/Calls.json\"}";

    static final String CHUNKED = "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n";

    static String chunked(int status, String chunk) {
      return CHUNKED.replace("201", "" + status)
          + Integer.toHexString(chunk.length())
          + "\r\n"
          + chunk
          + "\r\n";
    }
  }

  /** Where time really has to pass. */
  static final Set<Situation> SLOW =
      EnumSet.of(
          CONNECT_TIMES_OUT,
          CANCELLED_DURING_CONNECT,
          TLS_HANDSHAKE_HANGS,
          NO_CONNECTION_IN_TIME,
          SILENCE,
          SILENCE_IN_THE_BODY);

  /** What happens to requests with a body. */
  private static final Set<Situation> WHILE_WRITING =
      EnumSet.of(RESET_WHILE_WRITING, CLOSED_WHILE_WRITING, CANCELLED_WHILE_WRITING);

  /** Successes without a body. */
  private static final Set<Situation> NOTHING =
      EnumSet.of(SUCCESS_WITH_NOTHING, SUCCESS_WITHOUT_CONTENT);

  private static Answer moved(int status, String body) {
    return http(status, body, "Location", "/elsewhere");
  }

  final Row row;
  private final @Nullable Reason reason;
  private final Connection connection;
  private final UnaryOperator<Stage> setting;

  Situation(Row row, @Nullable Reason reason, Connection connection, UnaryOperator<Stage> setting) {
    this.row = row;
    this.reason = reason;
    this.connection = connection;
    this.setting = setting;
  }

  Situation(Row row, Connection connection, UnaryOperator<Stage> setting) {
    this(row, null, connection, setting);
  }

  Situation(Row row, Connection connection, Answer answer) {
    this(row, connection, s -> s.answer(answer));
  }

  /** Only a create has a last moment; and nothing is just what a delete is answered. */
  boolean canHappenTo(Doing doing) {
    if (WHILE_WRITING.contains(this)) {
      return doing == Doing.CREATE || doing == Doing.REDIRECT || doing == Doing.HANG_UP;
    }
    return switch (doing) {
      case CREATE -> true;
      case DELETE -> row != Row.TOO_LATE && !NOTHING.contains(this);
      default -> row != Row.TOO_LATE;
    };
  }

  private int attempts() {
    return SLOW.contains(this) ? 2 : 4;
  }

  Seen expected(Doing doing) {
    int tries = row.again.is(doing.effect) ? attempts() : 1;
    int requests = row.outcome == NOT_SENT ? 0 : tries;
    int connections = connection.count(tries);
    return new Seen(row.exception, row.outcome, reason, requests, tries - 1, connections, 0);
  }

  Seen seen(Doing doing) {
    try (Stage stage = setting.apply(new Stage(doing, attempts()))) {
      return stage.play();
    }
  }
}
