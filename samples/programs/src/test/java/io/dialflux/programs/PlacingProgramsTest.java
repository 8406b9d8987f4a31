package io.dialflux.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.CreateCall;
import io.dialflux.campaign.Lead;
import io.dialflux.dial.DialResult;
import io.dialflux.error.ApiException;
import io.dialflux.error.NotSentException;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;

/** Runs the programs that place calls. */
class PlacingProgramsTest {
  private final Simulator twilio = Simulator.builder().start();
  private final CallsClient calls = Local.client(twilio);

  @AfterEach
  void close() {
    calls.close();
    twilio.close();
  }

  @Test
  void firstCallPrintsWhatTwilioMadeOfIt() {
    assertThat(printed(() -> FirstCall.call(calls))).matches("CA[0-9a-f]{32} is queued\\R");
    assertThat(twilio.oracle().rings("+15558675310")).isEqualTo(1);
  }

  @Test
  void firstCallSaysThatAPhoneMayHaveRung() {
    twilio.nextCreates(Fault.SERVER_ERROR_AFTER_PLACING);
    String printed =
        printed(
            () -> assertThatThrownBy(() -> FirstCall.call(calls)).isInstanceOf(ApiException.class));
    assertThat(printed).isEqualToIgnoringNewLines("failed: UNKNOWN");
    assertThat(twilio.oracle().rings("+15558675310")).isEqualTo(1);
  }

  @Test
  void dialManyTellsTheLinesApart() {
    assertThat(dialled("+15558675310", "+15005550001"))
        .satisfiesExactly(
            line -> assertThat(line).matches("line 1: call CA[0-9a-f]{32}"),
            line -> assertThat(line).startsWith("line 2: no phone rang, create: HTTP 400, 21217"));
    twilio.nextCreates(Fault.RESET_AFTER_PLACING);
    assertThat(dialled("+15558675311"))
        .containsExactly("line 1: may have rung, so it is not dialled again");
    calls.closeGracefully().block();
    assertThat(dialled("+15558675312"))
        .containsExactly("line 1: no phone rang, create: not sent: closed");
    assertThat(twilio.oracle().totalRings()).isEqualTo(2);
    assertThat(twilio.oracle().createRequests()).isEqualTo(3);
  }

  @Test
  void runCampaignCallsEverybodyOnceHoweverOftenItIsStarted(@TempDir Path folder) {
    Flux<Lead> leads = Flux.just("+15558675310", "+15558675311", "nobody").map(Lead::of);
    // calls are busy at once, so that a run need not wait for their ends
    try (Simulator busy =
            Simulator.builder().clockSpeed(10_000).outcomes(Outcomes.of(0, 1, 0, 0)).start();
        CallsClient client = Local.client(busy)) {
      for (int i = 0; i < 2; i++) {
        assertThat(
                printed(
                    () -> RunCampaign.run(client, folder.resolve("ledger"), Local.HELLO, leads)))
            .isEqualToIgnoringNewLines("2 of 2 called");
      }
      assertThat(busy.oracle().totalRings()).isEqualTo(2);
    }
  }

  private List<String> dialled(String... numbers) {
    return DialMany.dial(calls, Local.HELLO, Flux.fromArray(numbers)).sort().collectList().block();
  }

  @Test
  void echoingMockGivesEachRequestItsOwnAnswer() {
    String sid = "CA00000000000000000000000000000007";
    DisposableServer mock = EchoingMock.serve(0);
    URI base = URI.create("http://127.0.0.1:" + mock.port());
    try (CallsClient calls = Local.options(twilio).baseUrl(base).build()) {
      CreateCall create = Local.HELLO.to("+15558675310");
      assertThat(calls.create(create).block().to()).isEqualTo("+15558675310");
      assertThat(calls.fetch(sid).block().sid()).isEqualTo(sid);
    } finally {
      mock.disposeNow();
    }
  }

  @Test
  void personalCallsDifferInWhatTheirTemplateDoesNotShare() {
    CreateCall call =
        PersonalCalls.reminder(new PersonalCalls.Guest("guest-17", "+15558675310", "204"));
    assertThat(new String(call.form(), StandardCharsets.UTF_8).split("&"))
        .containsExactlyInAnyOrder(
            "From=%2B15552223333",
            "Url=https%3A%2F%2Fexample.com%2Freminder",
            "Timeout=25",
            "StatusCallback=https%3A%2F%2Fexample.com%2Fstatus%3Fguest%3Dguest-17",
            "SendDigits=ww204",
            "To=%2B15558675310");
    assertThat(call.tag()).isEqualTo("guest-17");
    calls.create(call).block();
    assertThat(twilio.oracle().rings("+15558675310")).isEqualTo(1);
  }

  @Test
  void handleFailureSaysWhetherAPhoneMayHaveRung() {
    CallsClient once = calls.retry(RetryPolicy.none());
    twilio.nextCreates(
        Fault.NONE,
        Fault.TOO_MANY_REQUESTS_RETRY_AFTER,
        Fault.SILENCE_AFTER_PLACING,
        Fault.BAD_GATEWAY_BEFORE_PLACING);
    CreateCall call = Local.HELLO.to("+15558675310");

    assertThat(HandleFailure.call(once, call).block()).startsWith("placed as CA");
    assertThat(HandleFailure.call(once, call).block())
        .isEqualTo("no phone rang: slow down, and wait PT1S");
    try (CallsClient impatient =
        Local.options(twilio).responseTimeout(Duration.ofMillis(200)).build()) {
      assertThat(HandleFailure.call(impatient, call).block()).startsWith("a phone may have rung");
    }
    assertThat(HandleFailure.call(once, call).block()).startsWith("a phone may have rung");
    assertThat(HandleFailure.call(once, Local.HELLO.to("+15005550001")).block())
        .isEqualTo("no phone rang: Twilio refuses it, code 21217");
    calls.closeGracefully().block();
    assertThat(HandleFailure.call(once, call).block())
        .isEqualTo("no phone rang, because of CLOSED: dial again later");
    assertThat(twilio.oracle().rings("+15558675310")).isEqualTo(2);
  }

  @Test
  void stopGracefullyReportsEveryCreateThatWasSent() {
    Sinks.Empty<Void> stop = Sinks.empty();
    List<DialResult> reported = new CopyOnWriteArrayList<>();
    Flux<CreateCall> endless = Flux.range(1_000, 9_000).map(i -> Local.HELLO.to("+1212555" + i));

    StopGracefully.dial(
            calls,
            endless,
            stop.asMono(),
            result -> {
              reported.add(result);
              stop.tryEmitEmpty();
            })
        .block(Duration.ofSeconds(10));

    assertThat(reported).hasOnlyElementsOfType(DialResult.Placed.class);
    assertThat(reported).hasSizeLessThan(20);
    assertThat(twilio.oracle().totalRings()).isEqualTo(reported.size());
    assertThatThrownBy(() -> Local.place(calls, "+15558675310"))
        .isInstanceOf(NotSentException.class);
  }

  private static String printed(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
