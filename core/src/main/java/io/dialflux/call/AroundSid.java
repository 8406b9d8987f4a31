package io.dialflux.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A text that is as in the call before, but for the call's SID. */
record AroundSid(@Nullable String accountSid, byte[] text, int[] sids, int sidLength) {
  static AroundSid of(CallReader call, byte[] json, int from, int to) {
    String plain = new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    String sid = call.sid();
    int[] sids =
        IntStream.iterate(
                plain.indexOf(sid), at -> at >= 0, at -> plain.indexOf(sid, at + sid.length()))
            .toArray();
    return new AroundSid(call.accountSid(), Arrays.copyOfRange(json, from, to), sids, sid.length());
  }

  /**
   * @param sid where the call's SID is
   */
  boolean match(byte[] json, int at, int sid, CallReader call) {
    if (call.sid().length() != sidLength || !Objects.equals(call.accountSid(), accountSid)) {
      return false;
    }
    int from = 0;
    for (int place : sids) {
      int sidAt = at + place;
      if (!Arrays.equals(json, at + from, sidAt, text, from, place)
          || !Arrays.equals(json, sidAt, sidAt + sidLength, json, sid, sid + sidLength)) {
        return false;
      }
      from = place + sidLength;
    }
    return Arrays.equals(json, at + from, at + text.length, text, from, text.length);
  }
}
