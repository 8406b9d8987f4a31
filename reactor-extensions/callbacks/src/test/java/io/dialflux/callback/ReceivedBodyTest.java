package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReceivedBodyTest {
  @Property(tries = 200)
  void isWhatCameInWhateverPieces(
      @ForAll @Size(max = 40) List<@IntRange(max = 300) Integer> lengths, @ForAll byte first) {
    BodyBudget budget = new BodyBudget(1_000_000);
    ReceivedBody body = new ReceivedBody(budget, 1_000_000);
    byte next = first;
    int length = 0;
    for (int pieceLength : lengths) {
      byte[] piece = new byte[pieceLength];
      for (int i = 0; i < pieceLength; i++) {
        piece[i] = next++;
      }
      body.append(piece);
      length += pieceLength;
    }
    byte[] whole = body.whole();
    assertThat(whole).hasSize(length);
    next = first;
    for (byte b : whole) {
      assertThat(b).isEqualTo(next++);
    }
    body.release();
    assertThat(budget.take(1_000_000)).isTrue();
  }

  @Example
  void isRefusedWhereItIsTooLong() {
    ReceivedBody body = new ReceivedBody(new BodyBudget(10_000), 1_000);
    body.append(new byte[1_000]);
    body.append(new byte[0]);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> body.append(new byte[1]))
        .returns(413, RefusedException::status);
  }

  @Example
  void isRefusedWhereAllTogetherAreTooMuch() {
    BodyBudget budget = new BodyBudget(10_000);
    ReceivedBody one = new ReceivedBody(budget, 8_000);
    ReceivedBody other = new ReceivedBody(budget, 8_000);
    one.append(new byte[6_000]);
    one.append(new byte[1]); // twice as much would be 8,000
    other.append(new byte[2_000]); // twice as much again would be too much
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> other.append(new byte[1]))
        .returns(503, RefusedException::status);
    one.release();
    one.release();
    other.append(new byte[6_000]);
    assertThat(budget.take(2_001)).isFalse();
  }

  @Example
  void holdsNothingOfWhatComesTooLate() {
    BodyBudget budget = new BodyBudget(100);
    ReceivedBody body = new ReceivedBody(budget, 100);
    body.append(new byte[10]);
    body.release();
    body.append(new byte[100]);
    assertThat(budget.take(100)).isTrue();
  }
}
