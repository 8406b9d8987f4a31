package io.dialflux.simulator;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per request, at INFO, with all but the last two digits of phone numbers masked. */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.dialflux.simulator.access");
  private static final Pattern NUMBER = Pattern.compile("(?:%2B|\\+)\\d+(?=\\d\\d)");

  private final boolean on;

  AccessLog(boolean on) {
    this.on = on;
  }

  void answered(ApiRequest request, Reply reply, Fault fault) {
    if (on && fault == Fault.NONE) {
      LOG.info("{} {} {}", request.method(), target(request), reply.status());
    } else if (on) {
      struck(request, fault);
    }
  }

  void struck(ApiRequest request, Fault fault) {
    if (on) {
      LOG.info("{} {} {}", request.method(), target(request), fault);
    }
  }

  static String target(ApiRequest request) {
    String target =
        request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
    return NUMBER.matcher(target).replaceAll("+***");
  }
}
