package io.dialflux.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The URLs that a call's create named, and how far its webhooks have come. The plain fields belong
 * to the thread of the {@link Timeline}.
 */
final class CallHooks {
  private final @Nullable WebhookTarget voice;
  private final @Nullable WebhookTarget fallback;
  private final @Nullable WebhookTarget asyncAmd;
  private final Set<CallEvent.Kind> wanted;
  private volatile @Nullable WebhookTarget status;
  private final WebhookLine line = new WebhookLine();
  private final List<WebhookExchange> exchanges = new ArrayList<>();

  /** How many of the call's events were noticed. */
  int seen;

  /** How many of those were told of: Twilio's {@code SequenceNumber} of the next. */
  int sequenceNumber;

  /** Callbacks that go after the next one. */
  final Queue<Runnable> held = new ArrayDeque<>();

  private CallHooks(
      @Nullable WebhookTarget voice,
      @Nullable WebhookTarget fallback,
      @Nullable WebhookTarget status,
      @Nullable WebhookTarget asyncAmd,
      Set<CallEvent.Kind> wanted) {
    this.voice = voice;
    this.fallback = fallback;
    this.status = status;
    this.asyncAmd = asyncAmd;
    this.wanted = wanted;
  }

  /** Null when the create names no URL that is requested; an application's are not known here. */
  static @Nullable CallHooks of(Parameters create, Webhooks webhooks) {
    if (create.has("ApplicationSid")) {
      return null;
    }
    WebhookTarget voice = target(create, "Url", "Method", webhooks);
    WebhookTarget status = target(create, "StatusCallback", "StatusCallbackMethod", webhooks);
    WebhookTarget asyncAmd =
        "true".equals(create.last("AsyncAmd"))
            ? target(create, "AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod", webhooks)
            : null;
    return voice == null && status == null && asyncAmd == null
        ? null
        : new CallHooks(
            voice,
            target(create, "FallbackUrl", "FallbackMethod", webhooks),
            status,
            asyncAmd,
            wanted(create.all("StatusCallbackEvent")));
  }

  /** The webhooks of a call that had none until it was redirected. */
  static CallHooks onUpdate(@Nullable WebhookTarget status, int seen) {
    CallHooks hooks = new CallHooks(null, null, status, null, wanted(List.of()));
    hooks.seen = seen;
    return hooks;
  }

  static @Nullable WebhookTarget target(
      Parameters parameters, String url, String method, Webhooks webhooks) {
    String value = parameters.last(url);
    return value != null && webhooks.deliver(value)
        ? WebhookTarget.of(value, parameters.last(method))
        : null;
  }

  private static Set<CallEvent.Kind> wanted(List<String> events) {
    Set<CallEvent.Kind> wanted = new HashSet<>();
    events.forEach(event -> wanted.add(CallEvent.Kind.parse(event)));
    return wanted.isEmpty() ? Set.of(CallEvent.Kind.COMPLETED) : wanted;
  }

  @Nullable WebhookTarget voice() {
    return voice;
  }

  @Nullable WebhookTarget fallback() {
    return fallback;
  }

  @Nullable WebhookTarget asyncAmd() {
    return asyncAmd;
  }

  @Nullable WebhookTarget status() {
    return status;
  }

  void status(WebhookTarget target) {
    status = target;
  }

  WebhookLine line() {
    return line;
  }

  boolean wants(CallEvent event) {
    return status != null && wanted.contains(event.kind());
  }

  synchronized void add(WebhookExchange exchange) {
    exchanges.add(exchange);
  }

  synchronized List<WebhookExchange> exchanges() {
    return List.copyOf(exchanges);
  }
}
