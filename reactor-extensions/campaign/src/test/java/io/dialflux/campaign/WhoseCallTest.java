package io.dialflux.campaign;

import static io.dialflux.campaign.World.LONG;
import static io.dialflux.campaign.World.TEMPLATE;
import static io.dialflux.campaign.World.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.error.ApiException;
import io.dialflux.error.Outcome;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Outcomes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Which call is an attempt's, where Twilio's answer or its list leaves room for a mistake. */
class WhoseCallTest {
  @TempDir Path folder;

  @Test
  void aCreateThatIsAnsweredWithTheCallOfAnotherAttemptIsLookedUp() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      AtomicReference<String> first = new AtomicReference<>();
      calls(
          world,
          (request, next) ->
              request.operation() == Operation.CREATE
                  ? next.exchange(request).map(answer -> withFirstSid(answer, first))
                  : next.exchange(request));
      world.load("autumn", 3);

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn").callsPerSecond(10));

      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(3);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(3);
      List<LeadRecord> leads =
          world.store.leads("autumn", EnumSet.of(LeadState.BUSY)).collectList().block(LONG);
      assertThat(leads)
          .allSatisfy(
              lead ->
                  assertThat(world.calls.fetch(lead.callSid()).block(LONG).to())
                      .isEqualTo(lead.lead().phone()));
    }
  }

  private static ApiResponse withFirstSid(ApiResponse answer, AtomicReference<String> first) {
    Call placed = (Call) answer.body();
    first.compareAndSet(null, placed.sid());
    String json =
        "{\"sid\":\"%s\",\"account_sid\":\"%s\",\"to\":\"%s\",\"status\":\"%s\"}"
            .formatted(first.get(), placed.accountSid(), placed.to(), placed.status());
    return new ApiResponse(answer.status(), answer::header, Call.parse(json));
  }

  /** As the ledger has a number, and as Twilio keeps it. */
  @ParameterizedTest
  @CsvSource({
    "+5215512345678, +525512345678",
    "+525512345678, +5215512345678",
    "+5491123456789, +541123456789",
    "+541123456789, +5491123456789",
    "+5511987654321, +551187654321",
    "+551187654321, +5511987654321",
    "+4407700900123, +447700900123",
  })
  void aCallToANumberThatTwilioHasRewrittenIsFoundOnItsList(String ours, String twilios) {
    try (World world =
        new World(
            folder,
            sim ->
                sim.faults(Faults.none().resetAfterPlacing(1)).outcomes(Outcomes.of(0, 1, 0, 0)))) {
      calls(world, rewriting(ours, twilios));
      load(world, ours);

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn"));

      assertThat(world.twilio.oracle().rings(twilios)).isEqualTo(1);
      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(1);
    }
  }

  /** Twilio may know one form of a number only. */
  @Test
  void aFormOfTheNumberThatTwilioRefusesHidesNoCall() {
    String ours = "+447700900123";
    try (World world =
        new World(
            folder,
            sim ->
                sim.faults(Faults.none().resetAfterPlacing(1)).outcomes(Outcomes.of(0, 1, 0, 0)))) {
      calls(
          world,
          (request, next) ->
              request.path().contains("To=" + encoded("+440"))
                  ? Mono.error(
                      new ApiException(Outcome.REFUSED, 400, 21211, "Invalid To", null, null))
                  : next.exchange(request));
      load(world, ours);

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn"));

      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "+5215512345678, +525512345678",
    "+541123456789, +5491123456789",
    "+5511987654321, +551187654321",
    "+4407700900123, +447700900123",
    "+4930123456, +4930123456",
  })
  void aCallThatTheLedgerForgotIsTakenInByTheNumberThatTwilioHasRewritten(
      String ours, String twilios) {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      load(world, ours);
      Instant before = Instant.now();
      world.calls.create(TEMPLATE.to(twilios)).block(LONG);

      Reconciled reconciled = world.campaign("autumn").reconcile(before, Instant.now()).block(LONG);

      assertThat(reconciled.adopted()).isEqualTo(1);
      assertThat(world.counts("autumn").called()).isEqualTo(1);
    }
  }

  @Test
  void aCallOfTheListThatIsToSomebodyElseIsNoneOfTheAttempt() {
    try (World world = new World(folder, sim -> sim)) {
      world.calls.create(TEMPLATE.to(phone(1))).block(LONG);
      calls(
          world,
          (request, next) ->
              switch (request.operation()) {
                case CREATE -> Mono.empty(); // it never reached Twilio
                case LIST -> next.exchange(withoutTo(request));
                default -> next.exchange(request);
              });
      world.load("autumn", 1);

      CampaignProgress end =
          world.runToTheEnd(
              world.campaign("autumn").onUnresolved(OnUnresolved.holdAfter(Duration.ofSeconds(1))));

      assertThat(end.held()).isEqualTo(1);
    }
  }

  @Test
  void anotherPersonsNumberIsNoFormOfANumber() {
    assertThat(Phones.forms("+12125550100")).containsExactly("+12125550100");
    assertThat(Phones.forms("+4930231256")).containsExactly("+4930231256");
    assertThat(Phones.forms("+551132654321")).as("a landline").containsExactly("+551132654321");
    assertThat(Phones.forms("+5511932654321")).hasSize(1);
    assertThat(Phones.forms("+5511987654321")).containsExactly("+5511987654321", "+551187654321");
  }

  private static void calls(World world, ExchangeFilter filter) {
    world.calls.close();
    world.calls = world.client(b -> b.filter(filter));
  }

  /** As it stands, whatever other spelling a list of leads may be brought into. */
  private static void load(World world, String phone) {
    world.store.load("autumn", List.of(Lead.of(phone)), List.of()).block(LONG);
  }

  private static ExchangeFilter rewriting(String ours, String twilios) {
    return (request, next) ->
        next.exchange(
            request.operation() == Operation.CREATE
                ? ApiRequest.form(
                    request.operation(),
                    request.effect(),
                    request.path(),
                    new String(request.body(), StandardCharsets.US_ASCII)
                        .replace("To=" + encoded(ours), "To=" + encoded(twilios))
                        .getBytes(StandardCharsets.US_ASCII),
                    request.notAfter())
                : request);
  }

  private static ApiRequest withoutTo(ApiRequest request) {
    String path = request.path().replaceAll("([?&])To=[^&]*&?", "$1");
    return ApiRequest.of(request.operation(), request.effect(), request.method(), path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
