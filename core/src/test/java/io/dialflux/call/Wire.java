package io.dialflux.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A form as a server reads it. */
final class Wire {
  private Wire() {}

  /** Each {@code name=value} in order, decoded. */
  static List<String> pairs(String form) {
    List<String> pairs = new ArrayList<>();
    if (!form.isEmpty()) {
      for (String pair : form.split("&", -1)) {
        int equals = pair.indexOf('=');
        pairs.add(decoded(pair.substring(0, equals)) + "=" + decoded(pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  static String text(byte[] form) {
    return new String(form, StandardCharsets.US_ASCII);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
