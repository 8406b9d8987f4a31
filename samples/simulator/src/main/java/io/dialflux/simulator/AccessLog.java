package io.dialflux.simulator;

import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per request, at INFO, for people: what was asked for, what happened, how long it took.
 * All but the last two digits of phone numbers are masked, and the names of SIP and client
 * addresses.
 */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.dialflux.simulator.access");
  private static final Pattern NUMBER = Pattern.compile("(?:%2B|\\+)\\d+(?=\\d\\d)");
  private static final Pattern NAME =
      Pattern.compile("(sips?|client)(?::|%3A)[^\\s&@,]+", Pattern.CASE_INSENSITIVE);

  private final boolean on;

  AccessLog(boolean on) {
    this.on = on;
  }

  void answered(ApiRequest request, Fault fault, Reply reply, long nanos) {
    if (on) {
      LOG.info(line(request, fault, reply, nanos));
    }
  }

  void webhook(String method, String url, String what, String outcome, long nanos) {
    if (on) {
      LOG.info("webhook {} {} {} -> {}, {}", method, mask(url), what, outcome, millis(nanos));
    }
  }

  static String line(ApiRequest request, Fault fault, Reply reply, long nanos) {
    StringBuilder line = new StringBuilder(160);
    line.append(request.method()).append(' ').append(request.path());
    if (!request.query().isEmpty()) {
      line.append('?').append(request.query());
    }
    if (request.method().equals("POST")) {
      asked(request.form(), line);
    }
    line.append(" -> ");
    if (fault != Fault.NONE) {
      line.append(fault).append(reply.status() > 0 ? " of " : "");
    }
    if (reply.status() > 0) {
      line.append(reply.status()).append(reply.note().isEmpty() ? "" : " ").append(reply.note());
    }
    return mask(line.append(", ").append(millis(nanos)).toString());
  }

  private static void asked(String form, StringBuilder line) {
    for (String pair : form.split("&")) {
      String name = pair.substring(0, Math.max(0, pair.indexOf('=')));
      if (name.equals("To") || name.equals("From") || name.equals("Status")) {
        line.append(' ').append(pair);
      }
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  static String mask(String text) {
    return NAME.matcher(NUMBER.matcher(text).replaceAll("+***")).replaceAll("$1:***");
  }
}
