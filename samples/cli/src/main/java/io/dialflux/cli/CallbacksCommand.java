package io.dialflux.cli;

import io.dialflux.callback.CallEvent;
import io.dialflux.callback.Callbacks;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServerResponse;

/** {@code dialflux callbacks}. */
@Command(
    name = "callbacks",
    description = {
      "Receives Twilio's callbacks and shows them until Ctrl-C; only signed ones, and each is"
          + " acknowledged once it is shown.",
      "The auth token that signs them is TWILIO_AUTH_TOKEN; while another takes its place, that is"
          + " TWILIO_SECONDARY_AUTH_TOKEN. A SharedKey is TWILIO_SHARED_KEY, as ID:SECRET, and the"
          + " one that takes its place TWILIO_SECONDARY_SHARED_KEY."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Dialflux.Version.class)
final class CallbacksCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private AccountOptions account;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Where to listen, 0 for any free port; ${DEFAULT-VALUE} by default.")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "On which address, 0.0.0.0 for all; ${DEFAULT-VALUE} by default.")
  private String address = "127.0.0.1";

  @Option(
      names = "--path",
      paramLabel = "PATH",
      defaultValue = "/status",
      description = "The path of callbacks; ${DEFAULT-VALUE} by default.")
  private String path = "/status";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where Twilio finds this, if a tunnel or proxy stands between: https://example.com.")
  private @Nullable URI url;

  @Option(names = "--json", description = "Writes JSON, one line per callback, for programs.")
  private boolean json;

  @Option(
      names = "--personal",
      description = "Shows all that Twilio tells: numbers, names, places, and the URL's query.")
  private boolean personal;

  private long refusals; // on the writer's thread

  CallbacksCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.account = new AccountOptions(environment);
  }

  @Override
  public Integer call() {
    start().onDispose().block();
    return 0;
  }

  /** Listens, and says where. */
  DisposableServer start() {
    // one thread writes: a terminal that does not keep up delays the answers, and Twilio asks again
    Scheduler writer = Schedulers.newSingle("dialflux-callbacks", true);
    CallbackOutput output = new CallbackOutput(terminal, json, personal);
    DisposableServer server =
        listen(
            callbacks(),
            event -> Mono.<Void>fromRunnable(() -> output.show(event)).subscribeOn(writer),
            () -> writer.schedule(this::refused));
    server.onDispose(writer);
    if (!json) {
      String base = url == null ? "http://" + address + ":" + server.port() : url.toString();
      terminal.line(
          "Callbacks are received at " + base.replaceAll("/$", "") + path + ". Ctrl-C ends it.");
    }
    return server;
  }

  private Callbacks callbacks() {
    boolean exposed = url != null || !AccountOptions.isLocal(address);
    Callbacks callbacks = Callbacks.signedBy(account.signatures(exposed));
    try {
      return url == null ? callbacks : callbacks.publicUrl(url);
    } catch (IllegalArgumentException e) {
      throw wrong("--url: " + e.getMessage(), e);
    }
  }

  /** Tells of the first refusal and whenever their number has doubled: a flood writes little. */
  private void refused() {
    refusals++;
    if (Long.bitCount(refusals) == 1) {
      spec.commandLine()
          .getErr()
          .println(
              "Requests refused because their signature does not fit: "
                  + refusals
                  + ". Is the token the account's own, and --url where Twilio finds this?");
    }
  }

  private DisposableServer listen(
      Callbacks callbacks, Function<CallEvent, Mono<Void>> handler, Runnable refused) {
    if (port < 0 || port > 65_535) {
      throw wrong("--port must be 0 to 65535", null);
    }
    if (!path.startsWith("/")) {
      throw wrong("--path must start with a slash", null);
    }
    try {
      return callbacks
          .server()
          .host(address)
          .port(port)
          .route(callbacks.routes(path, handler))
          .mapHandle(
              (answered, connection) ->
                  answered.doOnSuccess(
                      done -> {
                        if (connection instanceof HttpServerResponse response
                            && response.status().code() == 403) {
                          refused.run();
                        }
                      }))
          .bindNow();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof IOException cause) {
        throw wrong("--port: cannot listen on " + port + " (" + cause.getMessage() + ")", e);
      }
      throw e;
    }
  }

  private ParameterException wrong(@Nullable String message, @Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
