package io.dialflux.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * Follows the calls of an account that have webhooks through their lives, and sends those. A call
 * is looked at whenever its state is due to change, on the one thread of the {@link Timeline}, and
 * what happened since the last look is told of in order.
 */
final class CallProgress implements CallWatch {
  private static final long DETECTION_MILLIS = 3_500;

  private final AccountCalls calls;
  private final CallLife life;
  private final SimulatedClock clock;
  private final Timeline timeline;
  private final WebhookScript faults;
  private final WebhookParameters parameters;
  private final WebhookSignature signature;
  private final WebhookClient client;
  private final WebhookSender sender;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean armed = new AtomicBoolean();

  CallProgress(
      String accountSid,
      WebhookSignature signature,
      AccountCalls calls,
      CallLife life,
      SimulatedClock clock,
      Timeline timeline,
      WebhookScript faults,
      WebhookClient client,
      WebhookSender sender) {
    this.calls = calls;
    this.life = life;
    this.clock = clock;
    this.timeline = timeline;
    this.faults = faults;
    this.parameters = new WebhookParameters(accountSid, calls);
    this.signature = signature;
    this.client = client;
    this.sender = sender;
  }

  /** A valid create, with those of its URLs that are requested. */
  NewCall read(Parameters create, String form) {
    return NewCall.of(create, form, faults.webhooks());
  }

  @Override
  public void placed(PlacedCall call) {
    if (call.hooks() != null) {
      waiting.incrementAndGet();
      arm();
    }
  }

  @Override
  public void dialled(PlacedCall call) {
    if (call.hooks() != null) {
      waiting.decrementAndGet();
      timeline.at(call.dialledAt(), () -> look(call));
    }
  }

  @Override
  public void neverDialled(PlacedCall call) {
    if (call.hooks() != null) {
      waiting.decrementAndGet();
    }
  }

  @Override
  public void changed(PlacedCall call) {
    if (call.hooks() != null) {
      timeline.at(clock.millis(), () -> look(call));
    }
  }

  /** The queue moves only when somebody looks; as long as calls with webhooks wait, this does. */
  private void arm() {
    if (armed.compareAndSet(false, true)) {
      timeline.at(calls.nextSlotMillis(), this::drain);
    }
  }

  private void drain() {
    armed.set(false);
    calls.drain(clock.millis());
    if (waiting.get() > 0) {
      arm();
    }
  }

  private void look(PlacedCall call) {
    CallHooks hooks = call.hooks();
    if (hooks == null) {
      return;
    }
    long now = clock.millis();
    calls.drain(now);
    CallState state = calls.state(call, now);
    List<CallEvent> events = CallEvent.upTo(state);
    while (hooks.seen < events.size()) {
      happened(call, hooks, state, events.get(hooks.seen++));
    }
    long next = life.nextChange(call, now);
    if (next >= 0) {
      timeline.at(next, () -> look(call));
    }
  }

  private void happened(PlacedCall call, CallHooks hooks, CallState state, CallEvent event) {
    if (event.kind() == CallEvent.Kind.ANSWERED) {
      answered(call, hooks, state, event);
    }
    WebhookTarget target = hooks.status();
    if (target != null && hooks.wants(event)) {
      SortedMap<String, String> told =
          parameters.status(call, state, event, hooks.sequenceNumber++);
      String token = client.newIdempotencyToken();
      tell(hooks, event, () -> send(hooks, target, told, token));
    }
  }

  private void tell(CallHooks hooks, CallEvent event, Runnable callback) {
    switch (faults.next()) {
      case LOST -> {}
      case LATE -> timeline.at(event.millis() + faults.webhooks().lateMillis(), callback);
      case DOUBLED -> {
        callback.run();
        callback.run();
      }
      case OUT_OF_ORDER -> {
        if (event.kind() != CallEvent.Kind.COMPLETED) {
          hooks.held.add(callback);
          return;
        }
        callback.run();
      }
      case NONE -> callback.run();
    }
    while (!hooks.held.isEmpty()) {
      hooks.held.remove().run();
    }
  }

  private void send(
      CallHooks hooks, WebhookTarget target, SortedMap<String, String> told, String token) {
    hooks.line().send(client.send(target, told, signature, token).doOnNext(hooks::add), sender);
  }

  private void answered(PlacedCall call, CallHooks hooks, CallState state, CallEvent event) {
    if (hooks.voice() != null) {
      fetch(call, hooks, hooks.voice(), state);
    }
    WebhookTarget asyncAmd = hooks.asyncAmd();
    long detected = event.millis() + DETECTION_MILLIS;
    boolean inTime = state.endedAt() < 0 || state.endedAt() >= detected;
    if (asyncAmd != null && inTime && state.detected() != CallState.AnsweredBy.UNDETECTED) {
      SortedMap<String, String> told = parameters.asyncAmd(call, state, DETECTION_MILLIS);
      String token = client.newIdempotencyToken();
      timeline.at(detected, () -> send(hooks, asyncAmd, told, token));
    }
  }

  /** Asks for the call's TwiML; the call waits for the answer, also in simulated time. */
  private void fetch(PlacedCall call, CallHooks hooks, WebhookTarget target, CallState state) {
    CallScript awaited = call.script();
    SortedMap<String, String> told = parameters.voice(call, state);
    sender.send(
        fetch(hooks, target, told)
            .flatMap(first -> orFallback(hooks, first, told))
            .doOnNext(answer -> run(call, awaited, answer)));
  }

  private Mono<WebhookExchange> fetch(
      CallHooks hooks, WebhookTarget target, SortedMap<String, String> told) {
    return client.send(target, told, signature, client.newIdempotencyToken()).doOnNext(hooks::add);
  }

  private Mono<WebhookExchange> orFallback(
      CallHooks hooks, WebhookExchange first, SortedMap<String, String> told) {
    WebhookTarget fallback = hooks.fallback();
    return first.ok() || fallback == null ? Mono.just(first) : fetch(hooks, fallback, told);
  }

  private void run(PlacedCall call, CallScript awaited, WebhookExchange answer) {
    calls.script(call, awaited, answer.ok() ? awaited.reads(answer.body()) : awaited.failed());
  }

  /** What an update makes of a call in progress: other TwiML, given or to be fetched. */
  void redirect(PlacedCall call, Parameters update, CallState state, long now) {
    Webhooks webhooks = faults.webhooks();
    WebhookTarget url = CallHooks.target(update, "Url", "Method", webhooks);
    WebhookTarget status =
        CallHooks.target(update, "StatusCallback", "StatusCallbackMethod", webhooks);
    CallHooks hooks = call.hooks();
    if (hooks == null) {
      hooks = CallHooks.onUpdate(status, CallEvent.upTo(state).size());
      call.hooks(hooks);
    } else if (status != null) {
      hooks.status(status);
    }
    CallScript script =
        url == null ? CallScript.of(update.last("Twiml"), now) : CallScript.awaitedFrom(now);
    calls.script(call, call.script(), script);
    if (url != null) {
      CallHooks its = hooks;
      timeline.at(now, () -> fetch(call, its, url, state));
    }
  }
}
