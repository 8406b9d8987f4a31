import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.call.MachineDetection;
import io.dialflux.call.PageToken;
import io.dialflux.call.StatusCallbackEvent;
import io.dialflux.call.UpdateCall;
import io.dialflux.dial.BulkDialer;
import io.dialflux.dial.DialResult;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The facade as its users type it. It must compile against the built jars as it stands. */
final class FacadeUsage {

  CallsClient clients() {
    CallsClient calls =
        CallsClient.builder()
            .credentials(Credentials.authToken("AC0123456789abcdef0123456789abcdef", "token"))
            .edge("dublin")
            .maxConnections(200)
            .build();
    CallsClient key =
        CallsClient.builder()
            .credentials(
                Credentials.apiKey(
                    "AC0123456789abcdef0123456789abcdef",
                    "SK0123456789abcdef0123456789abcdef",
                    "secret"))
            .region("ie1")
            .build();
    CallsClient local =
        CallsClient.builder()
            .credentials(
                Credentials.oauth("AC0123456789abcdef0123456789abcdef", "client", "secret"))
            .baseUrl(URI.create("http://127.0.0.1:8080"))
            .build();
    CallsClient env = CallsClient.fromEnvironment();
    CallsClient tenant =
        calls.account("AC0123456789abcdef0123456789abcdee"); // a view: same pool, same connections
    CallsClient once = calls.retry(RetryPolicy.none()); // a view: the caller owns every retry
    Mono<Void> drained = calls.closeGracefully();
    calls.close();
    return once;
  }

  Mono<Call> fiveOperations(CallsClient calls) {
    CallTemplate reminder =
        CallTemplate.from("+15552223333") // staged: url, twiml or application comes next
            .url(URI.create("https://example.com/answer"))
            .timeout(Duration.ofSeconds(25))
            .statusCallback(
                URI.create("https://example.com/status"),
                StatusCallbackEvent.ANSWERED,
                StatusCallbackEvent.COMPLETED)
            .machineDetection(MachineDetection.ENABLE)
            .record(true)
            .parameter("Passports", "eyJ..."); // whatever Twilio adds next
    CreateCall one =
        reminder
            .to("+15558675310")
            .tag("lead-17") // the caller's own, never sent
            .notAfter(Instant.now().plusSeconds(30)); // not written by then: NotSentException
    CreateCall personal = reminder.sendDigits("ww1234#").to("+15558675311");
    CreateCall said =
        CallTemplate.from("+15552223333")
            .twiml("<Response><Say>Hello</Say></Response>")
            .to("client:anna");
    CreateCall app =
        CallTemplate.from("+15552223333")
            .application("AP0123456789abcdef0123456789abcdef")
            .to("sip:bob@example.com");

    Mono<Call> created = calls.create(one); // cold: one subscription is one phone call
    Mono<Call> fetched = calls.fetch("CA0123456789abcdef0123456789abcdef");
    Mono<Call> ended = calls.update("CA0123456789abcdef0123456789abcdef", UpdateCall.hangUp());
    Mono<Call> canceled = calls.update("CA0123456789abcdef0123456789abcdef", UpdateCall.cancel());
    Mono<Call> moved =
        calls.update(
            "CA0123456789abcdef0123456789abcdef",
            UpdateCall.redirect(URI.create("https://example.com/next")));
    Mono<Call> told =
        calls.update("CA0123456789abcdef0123456789abcdef", UpdateCall.twiml("<Response/>"));
    Mono<Void> deleted = calls.delete("CA0123456789abcdef0123456789abcdef");
    return created;
  }

  Flux<Call> lists(CallsClient calls, String saved) {
    CallFilter busy =
        CallFilter.all()
            .to("+15558675310")
            .from("+15552223333")
            .status(CallStatus.BUSY)
            .startedOn(LocalDate.of(2026, 11, 22))
            .pageSize(200);
    CallFilter range =
        CallFilter.all()
            .startedFrom(Instant.parse("2026-11-01T00:00:00Z"))
            .startedBefore(Instant.parse("2026-12-01T00:00:00Z"));
    Flux<Call> all = calls.list(busy);
    Flux<CallPage> pages = calls.pages(range);
    Mono<PageToken> next = pages.next().mapNotNull(CallPage::next); // null after the last page
    Flux<CallPage> rest = calls.pages(PageToken.parse(saved));
    Flux<Call> restOfCalls = calls.list(PageToken.parse(saved));
    Flux<Call> fromTwilioToken =
        calls.list(PageToken.of(busy, "PACA0123456789abcdef0123456789abcdef"));
    Mono<List<Call>> firstPage = pages.next().map(CallPage::calls);
    return all;
  }

  Object reading(Call call) {
    String sid = call.sid();
    CallStatus status = call.status();
    String wire = status.value();
    boolean over = status.isTerminal();
    Instant started = call.startTime();
    Duration length = call.duration();
    BigDecimal price = call.price();
    Map<String, String> more = call.subresourceUris();
    return Call.parse(
        "{\"sid\":\"CA0123456789abcdef0123456789abcdef\",\"status\":\"queued\"}"); // for tests and
    // mocks
  }

  Flux<String> bulk(CallsClient calls, CallTemplate reminder, Flux<String> numbers) {
    Flux<DialResult> results =
        BulkDialer.with(calls)
            .callsPerSecond(30)
            .maxInFlight(100)
            .onOrphan(late -> {}) // calls under way when the subscriber left
            .dial(numbers.map(reminder::to));
    return results.map(
        r ->
            r.fold(
                placed -> placed.call().sid(),
                refused -> refused.request().tag() + " " + refused.error().getMessage(),
                notSent -> notSent.error().getMessage(),
                unknown -> unknown.error().getMessage()));
  }

  String failures(CallsException e) {
    boolean mayHaveRung = e.outcome() == Outcome.UNKNOWN; // the others: NOT_SENT, REFUSED
    if (e instanceof RateLimitedException r && r.retryAfter() != null)
      return "wait " + r.retryAfter();
    if (e instanceof ApiException a)
      return a.status() + " " + a.code() + " " + a.moreInfo() + " " + a.requestId();
    if (e instanceof ListingInterruptedException l) return "go on at " + l.resumeAt();
    if (e instanceof NotSentException
        || e instanceof NoAnswerException
        || e instanceof UnreadableResponseException) return e.getMessage();
    return "" + mayHaveRung;
  }
}
