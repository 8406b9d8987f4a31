package io.dialflux;

import static io.dialflux.Fixtures.FAST;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.OTHER_ACCOUNT;
import static io.dialflux.Fixtures.await;

import io.dialflux.RawServer.Answer;
import io.dialflux.RawServer.Door;
import io.dialflux.RawServer.Request;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.http.ApiRequest;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One operation in one bad situation, on a client with one connection. Afterwards what was bad is
 * put right, and something else must succeed on the same client, whose connections and buffers are
 * counted at its end.
 */
final class Stage implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  /** A real time-out that is to pass; what must happen before it may be repeated. */
  static final Duration SHORT = Duration.ofMillis(700);

  /** A time-out that is over at once on the stage's clock. */
  static final Duration AT_ONCE = Duration.ofSeconds(40);

  /** A time-out that the stage's clock holds. */
  static final Duration HELD = Duration.ofMinutes(2);

  /** A time-out that never passes on the stage's clock. */
  static final Duration NEVER = Duration.ofDays(1);

  /** What every operation, and whoever wants a token, takes for a success. */
  private static final Answer FINE =
      RawServer.http(
          200,
          "{\"sid\":\""
              + Fixtures.CALL
              + "\",\"calls\":[],\"next_page_uri\":null,\"access_token\":\"t\"}");

  /** What became of the operation. */
  record Seen(
      String exception,
      Outcome outcome,
      @Nullable Reason reason,
      int requests,
      int repetitions,
      int connections,
      long bytesNotReleased) {}

  private static volatile boolean leaking;

  private final Doing doing;
  private final Queue<Runnable> due = new ConcurrentLinkedQueue<>(); // event loops must not wait

  /** What is delayed runs on the thread of the play, so that one thing happens after the other. */
  private final PassingTime time = new PassingTime(NOW, due::add);

  private final RawServer server = RawServer.scripted(this::script);
  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
  private final CountDownLatch right = new CountDownLatch(1);
  private final CountDownLatch resolved = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final Sinks.One<InetAddress> address = Sinks.one();
  private final List<CompletableFuture<Void>> others = new ArrayList<>();

  /** Requests of which the server took a part only. */
  private final AtomicInteger partly = new AtomicInteger();

  private final List<Closeable> rest = new ArrayList<>();

  private CallsClientBuilder options;
  private Answer answer = RawServer.silence();
  private Door bad = Door.plain();
  private Door good = Door.plain();
  private Function<String, Mono<InetAddress>> resolver = host -> address(1);
  private UnaryOperator<CreateCall> create = UnaryOperator.identity();
  private Consumer<CallsClient> before = client -> {};
  private Consumer<CompletableFuture<Void>> meanwhile = operation -> {};
  private boolean occupied;

  /**
   * @param attempts how often the client tries at most
   */
  Stage(Doing doing, int attempts) {
    this.doing = doing;
    this.options =
        Fixtures.client(base("http"))
            .maxConnections(1)
            .acquireTimeout(HELD)
            .connectTimeout(NEVER)
            .retry(FAST.maxAttempts(attempts))
            .scheduler(time)
            .resolver(
                host -> {
                  Mono<InetAddress> found =
                      right.getCount() == 0 ? address(1) : resolver.apply(host);
                  resolved.countDown();
                  return found;
                })
            .httpClient(
                http ->
                    http.option(ChannelOption.ALLOCATOR, buffers)
                        .doOnResponse((response, connection) -> answered.countDown()));
  }

  private URI base(String scheme) {
    return URI.create(scheme + "://" + Certificates.HOST + ":" + server.port());
  }

  private static Mono<InetAddress> address(int last) {
    return Mono.fromCallable(() -> InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}));
  }

  // What is bad

  Stage answer(Answer answer) {
    this.answer = answer;
    return this;
  }

  Stage option(UnaryOperator<CallsClientBuilder> option) {
    options = option.apply(options);
    return this;
  }

  Stage create(UnaryOperator<CreateCall> create) {
    this.create = create;
    return this;
  }

  /** The server's host has an address where nobody listens. */
  Stage nobodyListens() {
    return resolver(host -> address(2));
  }

  /** The server's host has an address where connections are neither accepted nor refused. */
  Stage nobodyAccepts() {
    try {
      rest.add(new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.3")));
      for (int i = 0; i < 2; i++) { // the line is one longer than it was said to be
        rest.add(new Socket("127.0.0.3", server.port()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    time.neverPasses(SHORT); // on the stage's clock; a connection's time-out is real
    return resolver(host -> address(3));
  }

  /** The server takes the beginning of a request, which has more than a socket holds, and then? */
  Stage whileWriting(Door then) {
    bad =
        accepted -> {
          accepted.getInputStream().readNBytes(1_000);
          partly.incrementAndGet();
          return then.enter(accepted);
        };
    return option(o -> o.filter((request, next) -> next.exchange(lengthened(request))));
  }

  Stage silentWhileWriting() {
    return whileWriting(
        accepted -> {
          right.await();
          throw new IOException("the play is over");
        });
  }

  private static ApiRequest lengthened(ApiRequest request) {
    byte[] form = request.body();
    if (form == null || request.path().contains(OTHER_ACCOUNT)) {
      return request;
    }
    byte[] longForm = Arrays.copyOf(form, 12 << 20);
    Arrays.fill(longForm, form.length, longForm.length, (byte) 'x');
    return ApiRequest.form(
        request.operation(), request.effect(), request.path(), longForm, request.notAfter());
  }

  Stage resolver(Function<String, Mono<InetAddress>> resolver) {
    this.resolver = resolver;
    return this;
  }

  /** The host's address is not known before things are put right. */
  Stage noAddressYet() {
    return resolver(host -> address.asMono());
  }

  /** Connections meet a bad door, and a good one with TLS once it is put right. */
  Stage tls(Door bad) {
    this.bad = bad;
    this.good = Door.tls(Certificates.OF_HOST);
    return option(o -> o.baseUrl(base("https")).tls(Certificates.TRUSTING));
  }

  /** The TLS handshake is not answered before things are put right. */
  Stage noHandshakeYet() {
    return tls(Door.tls(Certificates.OF_HOST).after(right));
  }

  Stage oauth() {
    return option(o -> o.credentials(Credentials.oauth(Fixtures.ACCOUNT, "client", "secret")));
  }

  /** Something else has succeeded before, and left its connection in the pool. */
  Stage warm() {
    return before(client -> success(other(client, doing.harmless()).toFuture()));
  }

  /** As many others of the same kind come first; they end when things are put right. */
  Stage occupied(int count) {
    return occupied(doing.harmless(), count);
  }

  /** The other kind's share of the connections is free, but its one connection is not. */
  Stage occupiedByTheOtherKind() {
    return occupied(doing.harmlessOther(), 1);
  }

  private Stage occupied(Doing by, int count) {
    occupied = true;
    return before(
        client -> {
          for (int i = 0; i < count; i++) {
            others.add(other(client, by).toFuture());
          }
          server.awaitRequests(1);
        });
  }

  Stage closed() {
    return before(client -> client.closeGracefully().block(LONG));
  }

  private Stage before(Consumer<CallsClient> before) {
    this.before = before;
    return this;
  }

  // What happens to the operation while it is under way

  Stage cancelled() {
    return meanwhile(operation -> operation.cancel(true));
  }

  /** It gets no token before things are put right. */
  Stage noTokenYet() {
    return oauth()
        .answer(
            (request, socket) -> {
              right.await();
              FINE.to(request, socket);
            });
  }

  /** The pause before its next try is longer than the stage lets pass by itself. */
  Stage cancelledInThePause() {
    return option(o -> o.retry(FAST.maxRetryAfter(HELD)))
        .meanwhile(
            operation -> {
              await(() -> time.held() == 1, "the pause");
              operation.cancel(true);
              if (time.held() != 0) {
                throw new AssertionError("the timer of the pause is left");
              }
            });
  }

  Stage cancelledOnceResolved() {
    return meanwhile(
        operation -> {
          awaitLatch(resolved);
          operation.cancel(true);
        });
  }

  Stage cancelledOnceBegun() {
    return meanwhile(
        operation -> {
          await(() -> partly.get() > 0, "the request's beginning");
          operation.cancel(true);
        });
  }

  Stage cancelledOnceWritten() {
    return meanwhile(
        operation -> {
          server.awaitRequests(1);
          operation.cancel(true);
        });
  }

  Stage cancelledOnceAnswered() {
    return meanwhile(
        operation -> {
          awaitLatch(answered);
          operation.cancel(true);
        });
  }

  Stage cancelledOnceConnected() {
    return meanwhile(
        operation -> {
          await(() -> server.connections() == 1, "a connection");
          operation.cancel(true);
        });
  }

  Stage timeOutPasses() {
    return option(o -> o.operationTimeout(HELD)).meanwhile(operation -> time.longDelaysPass());
  }

  Stage timeOutPassesOnceWritten() {
    return option(o -> o.operationTimeout(HELD))
        .meanwhile(
            operation -> {
              server.awaitRequests(1);
              time.longDelaysPass();
            });
  }

  /** It gets its connection later than it expected. */
  Stage connectionComesAt(Instant later) {
    return meanwhile(
        operation -> {
          time.setNow(later);
          putRight();
        });
  }

  private Stage meanwhile(Consumer<CompletableFuture<Void>> meanwhile) {
    this.meanwhile = meanwhile;
    return this;
  }

  // The play

  Seen play() {
    server.door(bad);
    try (CallsClient client = options.build()) {
      before.accept(client);
      CompletableFuture<Void> operation = operation(client).toFuture();
      meanwhile.accept(operation);
      CallsException failure = failure(operation);
      int repetitions =
          (int)
              time.delays().stream()
                  .filter(d -> d.compareTo(AT_ONCE) < 0 && !d.equals(SHORT))
                  .count();
      putRight();
      others.forEach(this::success);
      succeedAfterwards(client);
      client.closeGracefully().block(LONG);
      server.awaitNoConnections();
      int whole = (int) server.requests().stream().filter(Stage::isTheOperations).count();
      int requests = whole + partly.get();
      return new Seen(
          failure == null ? "—" : failure.getClass().getSimpleName(),
          outcome(failure, requests),
          failure instanceof NotSentException n ? n.reason() : null,
          requests,
          repetitions,
          server.connections(),
          bytesNotReleased());
    }
  }

  private Mono<Void> operation(CallsClient client) {
    return doing == Doing.CREATE
        ? client.create(create.apply(Fixtures.call())).then()
        : doing.on(client);
  }

  /** Somebody else's request: on the same connections, but for another account. */
  private static Mono<Void> other(CallsClient client, Doing doing) {
    return doing.on(client.account(OTHER_ACCOUNT).retry(FAST.maxAttempts(10)));
  }

  private void succeedAfterwards(CallsClient client) {
    try {
      success(other(client, doing.harmless()).toFuture());
    } catch (NotSentException e) {
      if (e.reason() != Reason.CLOSED) {
        throw e;
      }
    }
  }

  private void success(CompletableFuture<Void> operation) {
    awaitEnd(operation);
    Mono.fromFuture(operation).block(LONG);
  }

  private void awaitEnd(CompletableFuture<Void> operation) {
    await(
        () -> {
          Runnable task = operation.isDone() ? null : due.poll();
          if (task != null) {
            task.run();
          } else {
            LockSupport.parkNanos(100_000);
          }
          return operation.isDone();
        },
        "the operation's end");
  }

  /** Null where it was cancelled. */
  private @Nullable CallsException failure(CompletableFuture<Void> operation) {
    if (operation.isCancelled()) {
      return null;
    }
    awaitEnd(operation);
    CallsException failure = Fixtures.failureOf(Mono.fromFuture(operation));
    if (!doing.lists()) {
      return failure;
    }
    PageToken place = ((ListingInterruptedException) failure).resumeAt();
    if (!place.equals(
        doing == Doing.LIST_REST ? Doing.rest() : PageToken.first(CallFilter.all()))) {
      throw new AssertionError("a listing goes on where it was to begin, not at " + place.value());
    }
    CallsException cause = (CallsException) failure.getCause();
    if (cause.outcome() != failure.outcome()) {
      throw new AssertionError("a listing's outcome is not its page's");
    }
    return cause;
  }

  /** Nobody is told the outcome of what was cancelled; here the server says it. */
  private static Outcome outcome(@Nullable CallsException failure, int requests) {
    if (failure != null) {
      return failure.outcome();
    }
    return requests == 0 ? Outcome.NOT_SENT : Outcome.UNKNOWN;
  }

  private void putRight() {
    server.door(good);
    right.countDown();
    address.tryEmitValue(address(1).block());
  }

  private static boolean isTheOperations(Request request) {
    return !isAnothers(request) && !request.path().equals("/v2/token");
  }

  private static boolean isAnothers(Request request) {
    return request.path().contains(OTHER_ACCOUNT);
  }

  private void script(Request request, Socket socket) throws IOException, InterruptedException {
    if (isAnothers(request)) {
      if (occupied) {
        right.await();
      }
      FINE.to(request, socket);
    } else {
      (right.getCount() == 0 ? FINE : answer).to(request, socket);
    }
  }

  /** They are released on another thread; where one leak was seen, no other is waited for. */
  private long bytesNotReleased() {
    try {
      await(() -> leaking || bytesUsed() == 0, "buffers to be released");
    } catch (AssertionError leak) {
      leaking = true;
    }
    return bytesUsed();
  }

  private long bytesUsed() {
    return buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    right.countDown();
    server.close();
    for (Closeable closeable : rest) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
