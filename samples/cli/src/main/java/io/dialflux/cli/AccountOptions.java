package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.callback.SignatureValidator;
import io.dialflux.simulator.Simulator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command talks to, and as whom: an option, and what Twilio's own tools read too. */
final class AccountOptions {
  private static final String BASE_URL = "DIALFLUX_BASE_URL";

  private final Map<String, String> environment;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "Another host than Twilio's, such as a simulator.",
        "On this machine and without TWILIO_ACCOUNT_SID, the simulator's own account is used."
      })
  private @Nullable URI baseUrl;

  AccountOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * A client, to be closed.
   *
   * @throws IllegalArgumentException if an option is wrong
   * @throws ParameterException if the environment is
   */
  CallsClient client() {
    return client(builder -> builder);
  }

  CallsClient client(UnaryOperator<CallsClientBuilder> more) {
    URI base = baseUrl == null ? environmentBaseUrl() : baseUrl;
    try {
      CallsClientBuilder builder = CallsClient.builder();
      builder = base == null ? builder : at(base, builder);
      builder = more.apply(builder.credentials(credentials(base)));
      if (base != null) {
        return builder.build();
      }
      String region = variable("TWILIO_REGION");
      String edge = variable("TWILIO_EDGE");
      builder = region == null ? builder : builder.region(region);
      return (edge == null ? builder : builder.edge(edge)).build();
    } catch (IllegalStateException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * What Twilio signs its callbacks with, also where requests are made with an API key.
   *
   * @param exposed whether others can reach what receives them: then the simulator's token, which
   *     everybody knows, is no default
   * @throws ParameterException if the environment has none
   */
  SignatureValidator signatures(boolean exposed) {
    URI base = baseUrl == null ? environmentBaseUrl() : baseUrl;
    String token = variable("TWILIO_AUTH_TOKEN");
    String second = variable("TWILIO_SECONDARY_AUTH_TOKEN");
    SignatureValidator sharedKeys = withSharedKeys(null);
    if (token == null && sharedKeys != null) {
      return sharedKeys;
    }
    if (token == null && !exposed && base != null && isLocal(base)) {
      token = Simulator.DEFAULT_AUTH_TOKEN;
    }
    if (token == null) {
      throw new ParameterException(spec.commandLine(), "TWILIO_AUTH_TOKEN is not set");
    }
    SignatureValidator tokens =
        second == null ? SignatureValidator.of(token) : SignatureValidator.of(token, second);
    return Objects.requireNonNull(withSharedKeys(tokens));
  }

  /**
   * A validator that accepts the environment's SharedKeys too.
   *
   * @param beside what it accepts besides them; null for nothing
   * @return null where the environment has none and there is nothing besides
   */
  private @Nullable SignatureValidator withSharedKeys(@Nullable SignatureValidator beside) {
    SignatureValidator all = beside;
    for (String name : List.of("TWILIO_SHARED_KEY", "TWILIO_SECONDARY_SHARED_KEY")) {
      String key = variable(name);
      all = key == null ? all : withSharedKey(all, name, key);
    }
    return all;
  }

  private SignatureValidator withSharedKey(
      @Nullable SignatureValidator beside, String name, String key) {
    int colon = key.indexOf(':');
    String id = colon < 0 ? "" : key.substring(0, colon);
    String secret = key.substring(colon + 1);
    try {
      return beside == null
          ? SignatureValidator.ofSharedKey(id, secret)
          : beside.sharedKey(id, secret);
    } catch (IllegalArgumentException e) { // its message has no secret
      throw new ParameterException(
          spec.commandLine(), name + " must be ID:SECRET: " + e.getMessage(), e);
    }
  }

  private CallsClientBuilder at(URI base, CallsClientBuilder builder) {
    try {
      return builder.baseUrl(base);
    } catch (IllegalArgumentException e) {
      String name = baseUrl == null ? BASE_URL : "--base-url";
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private @Nullable URI environmentBaseUrl() {
    String url = variable(BASE_URL);
    try {
      return url == null ? null : URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(BASE_URL + ": " + e.getMessage(), e);
    }
  }

  private Credentials credentials(@Nullable URI base) {
    String account = variable("TWILIO_ACCOUNT_SID");
    if (account == null) {
      if (base != null && isLocal(base)) {
        return Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN);
      }
      throw new IllegalStateException("TWILIO_ACCOUNT_SID is not set");
    }
    String key = variable("TWILIO_API_KEY");
    return key == null
        ? Credentials.authToken(account, needed("TWILIO_AUTH_TOKEN"))
        : Credentials.apiKey(account, key, needed("TWILIO_API_SECRET"));
  }

  private static boolean isLocal(URI base) {
    return isLocal(base.getHost());
  }

  static boolean isLocal(@Nullable String host) {
    return host != null && List.of("127.0.0.1", "localhost", "[::1]", "::1").contains(host);
  }

  private String needed(String name) {
    String value = variable(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.trim();
  }
}
