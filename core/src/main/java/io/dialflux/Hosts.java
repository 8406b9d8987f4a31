package io.dialflux;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host of Twilio's API by edge and region. */
final class Hosts {
  /**
   * Hosts named by a region alone stopped answering on 2026-04-28, so a region implies its edge; <a
   * href="https://www.twilio.com/docs/global-infrastructure/understanding-edge-locations">edges</a>.
   */
  private static final Map<String, String> EDGE_OF_REGION =
      Map.of(
          "us1", "ashburn",
          "us2", "umatilla",
          "ie1", "dublin",
          "au1", "sydney",
          "de1", "frankfurt",
          "jp1", "tokyo",
          "jp2", "osaka",
          "sg1", "singapore",
          "br1", "sao-paulo");

  private Hosts() {}

  static URI api(@Nullable String edge, @Nullable String region) {
    if (edge == null && region == null) {
      return URI.create("https://api.twilio.com");
    }
    String implied = edge == null ? EDGE_OF_REGION.get(region) : edge;
    if (implied == null) {
      throw new IllegalArgumentException(
          "region: no edge is known for " + region + ", so name the edge too");
    }
    return URI.create(
        "https://api." + implied + "." + (region == null ? "us1" : region) + ".twilio.com");
  }
}
