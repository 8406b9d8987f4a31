package io.dialflux.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller's own id of an attempt where a create can carry one through Twilio: the query
 * parameter {@code attempt} of {@code StatusCallback} or {@code Url}, or a TwiML comment {@code
 * <!-- attempt: … -->}, in which more may follow after a space.
 */
final class AttemptStamp {
  private static final Pattern COMMENT =
      Pattern.compile("<!--\\s*attempt:\\s*(\\S+?)(?:\\s[^>]*)?-->");

  private AttemptStamp() {}

  static @Nullable String find(Parameters create) {
    String stamp = inQuery(create.last("StatusCallback"));
    if (stamp == null) {
      stamp = inQuery(create.last("Url"));
    }
    return stamp == null ? inComment(create.last("Twiml")) : stamp;
  }

  private static @Nullable String inQuery(@Nullable String url) {
    if (url == null) {
      return null;
    }
    int fragment = url.indexOf('#');
    String address = fragment < 0 ? url : url.substring(0, fragment);
    int question = address.indexOf('?');
    return question < 0 ? null : Parameters.parse(address.substring(question + 1)).last("attempt");
  }

  private static @Nullable String inComment(@Nullable String twiml) {
    if (twiml == null) {
      return null;
    }
    Matcher matcher = COMMENT.matcher(twiml);
    return matcher.find() ? matcher.group(1) : null;
  }
}
