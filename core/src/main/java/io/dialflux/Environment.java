package io.dialflux;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client by environment variables, named as Twilio's own tools name them. */
final class Environment {
  private Environment() {}

  static CallsClient client(Map<String, String> variables) {
    return builder(variables).build();
  }

  static CallsClientBuilder builder(Map<String, String> variables) {
    String account = needed(variables, "TWILIO_ACCOUNT_SID");
    String key = optional(variables, "TWILIO_API_KEY");
    Credentials credentials =
        key == null
            ? Credentials.authToken(account, needed(variables, "TWILIO_AUTH_TOKEN"))
            : Credentials.apiKey(account, key, needed(variables, "TWILIO_API_SECRET"));
    CallsClientBuilder builder = CallsClient.builder().credentials(credentials);
    String region = optional(variables, "TWILIO_REGION");
    String edge = optional(variables, "TWILIO_EDGE");
    builder = region == null ? builder : builder.region(region);
    return edge == null ? builder : builder.edge(edge);
  }

  private static String needed(Map<String, String> variables, String name) {
    String value = optional(variables, name);
    if (value == null) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }

  private static @Nullable String optional(Map<String, String> variables, String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.trim();
  }
}
