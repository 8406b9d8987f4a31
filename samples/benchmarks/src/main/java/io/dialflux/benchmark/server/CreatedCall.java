package io.dialflux.benchmark.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The answer to a create: encoded once, then copied with a SID and a callee of its own. */
final class CreatedCall {
  private static final String ANY_SID = "CAffffffffffffffffffffffffffffffff";
  private static final String ANY_NUMBER = "+99999999999";
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int COUNTED = 12;

  private final byte[] template;
  private final List<Integer> sidEnds = new ArrayList<>();
  private final int number;
  private final int formatted;
  private final AtomicLong count = new AtomicLong();

  CreatedCall() {
    ByteBuf answer = Answer.whole("201 CREATED", CallText.created(ANY_SID, ANY_NUMBER));
    String text = answer.toString(StandardCharsets.US_ASCII);
    answer.release();
    template = text.getBytes(StandardCharsets.US_ASCII);
    number = text.indexOf(ANY_NUMBER) + 1;
    formatted = text.indexOf(Account.formatted(ANY_NUMBER));
    for (int at = text.indexOf(ANY_SID); at >= 0; at = text.indexOf(ANY_SID, at + 1)) {
      sidEnds.add(at + ANY_SID.length());
    }
  }

  /**
   * One answer.
   *
   * @param digits the callee's eleven
   */
  ByteBuf answer(ByteBufAllocator allocator, String digits) {
    ByteBuf answer = allocator.directBuffer(template.length).writeBytes(template);
    for (int i = 0; i < digits.length(); i++) {
      answer.setByte(number + i, digits.charAt(i));
    }
    String toFormatted = Account.formatted(digits);
    answer.setCharSequence(formatted, toFormatted, StandardCharsets.US_ASCII);
    byte[] sid = new byte[COUNTED];
    long n = count.incrementAndGet();
    for (int i = 0; i < COUNTED; i++) {
      sid[i] = HEX[(int) (n >> (4 * (COUNTED - 1 - i))) & 0xf];
    }
    for (int end : sidEnds) {
      answer.setBytes(end - COUNTED, sid);
    }
    return answer;
  }
}
