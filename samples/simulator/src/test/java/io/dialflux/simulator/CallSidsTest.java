package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CallSidsTest {
  private final CallSids sids = new CallSids(42, Http.ACCOUNT);

  @Test
  void leadBackToTheirCall() {
    LongStream.of(0, 1, 2, 4095, 4096, 1_000_000, 10_000_000_000L)
        .forEach(
            sequence ->
                assertThat(sids.sequence(sids.sid(sequence)))
                    .as("call %d", sequence)
                    .isEqualTo(sequence));
  }

  @Test
  void differBetweenAccountsAndSeeds() {
    String sid = sids.sid(7);
    assertThat(new CallSids(42, "AC" + "1".repeat(32)).sequence(sid)).isEqualTo(-1);
    assertThat(new CallSids(43, Http.ACCOUNT).sequence(sid)).isEqualTo(-1);
  }

  @Test
  void areNotGuessed() {
    String sid = sids.sid(7);
    char last = sid.charAt(33) == '0' ? '1' : '0';
    assertThat(sids.sequence(sid.substring(0, 33) + last)).isEqualTo(-1);
    assertThat(sids.sequence(sid.substring(0, 33))).isEqualTo(-1);
    assertThat(sids.sequence("CA" + "x".repeat(32))).isEqualTo(-1);
  }
}
