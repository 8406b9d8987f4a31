package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
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
    assertThat(budget.take(1_000_000 - length)).as("its own bytes are counted").isTrue();
    assertThat(budget.take(1)).as("its own bytes are counted").isFalse();
    budget.giveBack(1_000_000 - length);
    body.release();
    assertThat(budget.take(1_000_000)).isTrue();
    assertThat(budget.take(1)).isFalse();
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
  void holdsOneCopyOfWhatIsWhole() {
    ReceivedBody body = new ReceivedBody(new BodyBudget(10_000), 10_000);
    body.append(new byte[700]);
    body.append(new byte[1]);
    byte[] whole = body.whole();
    assertThat(whole).hasSize(701);
    assertThat(body.whole()).isSameAs(whole);
  }

  @Example
  void countsNoMemoryThatWasNotThere() {
    BodyBudget budget = new BodyBudget(10_000);
    Queue<Boolean> enough = new ArrayDeque<>(List.of(true, false));
    ReceivedBody body = new ReceivedBody(budget, 10_000, copyWhile(enough));
    body.append(new byte[600]);
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> body.append(new byte[1_000]));
    assertThat(budget.take(9_400)).as("only the first piece is counted").isTrue();
    assertThat(budget.take(1)).isFalse();
    budget.giveBack(9_400);
    body.release();
    assertThat(budget.take(10_000)).isTrue();
    assertThat(budget.take(1)).isFalse();
  }

  @Example
  void countsWhatCouldNotBeTrimmed() {
    BodyBudget budget = new BodyBudget(10_000);
    Queue<Boolean> enough = new ArrayDeque<>(List.of(true, false));
    ReceivedBody body = new ReceivedBody(budget, 10_000, copyWhile(enough));
    body.append(new byte[100]); // in an array of 512
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(body::whole);
    assertThat(budget.take(9_488)).isTrue();
    assertThat(budget.take(1)).isFalse();
    budget.giveBack(9_488);
    body.release();
    assertThat(budget.take(10_000)).isTrue();
    assertThat(budget.take(1)).isFalse();
  }

  /** Has memory for a copy as often as the next answer is true. */
  private static ReceivedBody.ArrayCopy copyWhile(Queue<Boolean> enough) {
    return (original, length) -> {
      if (enough.remove()) {
        return Arrays.copyOf(original, length);
      }
      throw new OutOfMemoryError("as if");
    };
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
