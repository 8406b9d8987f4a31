package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.Operation;
import io.dialflux.internal.wire.E164;
import io.dialflux.internal.wire.Escapes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Compares a call that was answered with the request as it was written, after all filters. What
 * only one of the two names is not compared.
 */
final class AnswerMatch {
  /** A number of E.164, each byte of it escaped; what is longer is no number. */
  private static final int LONGEST_TO = 3 * 16;

  private AnswerMatch() {}

  /** The name of the field that shows the call to be another one than was asked for; or null. */
  static @Nullable String differing(ApiRequest request, Call call) {
    if (differ(PathNames.account(request.path()), call.accountSid())) {
      return "account_sid";
    }
    if (request.operation() == Operation.CREATE) {
      String to = call.to();
      String asked = to == null || request.body() == null ? null : to(request.body());
      return asked == null || E164.mayBeSame(asked, to) ? null : "To";
    }
    return differ(PathNames.call(request.path()), call.sid()) ? "sid" : null;
  }

  /**
   * The name of what shows an answer to be about another call than was asked for; or null.
   *
   * @param uri the answer's own; null where it has none
   */
  static @Nullable String differing(ApiRequest request, @Nullable String uri) {
    if (uri == null) {
      return null;
    }
    if (differ(PathNames.account(request.path()), PathNames.account(uri))) {
      return "account_sid";
    }
    return differ(PathNames.call(request.path()), PathNames.call(uri)) ? "sid" : null;
  }

  /** Whether both are there and are not one SID, whose case does not matter. */
  static boolean differ(@Nullable String asked, @Nullable String answered) {
    return asked != null
        && answered != null
        && !answered.isEmpty()
        && !asked.equalsIgnoreCase(answered);
  }

  /**
   * The last {@code To} of a form, decoded; null where there is none, or none that can be a number.
   * It is looked for from the form's end, where the client writes it: a create has little time.
   */
  private static @Nullable String to(byte[] form) {
    for (int end = form.length; end >= 3; ) {
      int begin = end;
      while (begin > 0 && form[begin - 1] != '&') {
        begin--;
      }
      if (end - begin >= 3
          && form[begin] == 'T'
          && form[begin + 1] == 'o'
          && form[begin + 2] == '=') {
        return end - begin - 3 > LONGEST_TO ? null : decoded(form, begin + 3, end);
      }
      end = begin - 1;
    }
    return null;
  }

  /** A space in front is the plus of a number that was not escaped. */
  private static String decoded(byte[] form, int from, int to) {
    String text = new String(form, from, to - from, StandardCharsets.UTF_8);
    return Escapes.decode(text).replace(' ', '+');
  }
}
