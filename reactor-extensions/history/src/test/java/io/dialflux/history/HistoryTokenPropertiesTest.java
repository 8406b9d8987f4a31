package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** That a token says in another process what it said in this one, and windows leave no gap. */
class HistoryTokenPropertiesTest {
  private static final long FIRST = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();

  @Provide
  Arbitrary<ReadState> states() {
    Arbitrary<Position> positions =
        Combinators.combine(
                Arbitraries.of(
                    null, "/2010-04-01/Accounts/AC1/Calls.json?To=%2B15550001111&PageToken=PACA1"),
                Arbitraries.longs().between(0, 4_000_000_000L),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(Position.Search.values()))
            .as(
                (link, second, sids, search) ->
                    new Position(
                        link,
                        sids == 0
                            ? null
                            : new Boundary(
                                second,
                                IntStream.range(0, sids)
                                    .mapToObj(i -> String.format("CA%032x", second + i))
                                    .toList()),
                        search));
    return Combinators.combine(
            Arbitraries.integers().between(0, 500).set().ofMaxSize(60),
            Arbitraries.maps(Arbitraries.integers().between(501, 600), positions).ofMaxSize(9),
            Arbitraries.longs().greaterOrEqual(0))
        .as(
            (done, open, calls) -> {
              BitSet bits = new BitSet();
              done.forEach(bits::set);
              return new ReadState(bits, new TreeMap<>(open), calls);
            });
  }

  private static TokenText text(ReadState state) {
    return new TokenText(
        StubCalls.ACCOUNT,
        Filters.ALL.hash(),
        "between",
        Instant.ofEpochSecond(FIRST),
        Instant.ofEpochSecond(FIRST, 5),
        700,
        state);
  }

  @Property(tries = 300)
  void itsTextSaysTheSame(@ForAll("states") ReadState state) {
    HistoryToken token = new HistoryToken(text(state));

    HistoryToken read = HistoryToken.parse(token.value());

    assertThat(read.text()).isEqualTo(token.text());
    assertThat(read).isEqualTo(token).hasSameHashCodeAs(token);
  }

  @Property(tries = 200)
  void oneCharacterChangedIsFoundOut(
      @ForAll("states") ReadState state, @ForAll @IntRange(min = 0, max = 10_000) int where) {
    String value = new HistoryToken(text(state)).value();
    int at = where % value.length();
    String changed =
        value.substring(0, at) + (value.charAt(at) == 'A' ? 'B' : 'A') + value.substring(at + 1);

    assertThatThrownBy(() -> HistoryToken.parse(changed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("saved must be");
  }

  @Example
  void whatNoHistoryCanHaveIsNoToken() {
    BitSet beyond = new BitSet();
    beyond.set(5, 2_000_000_000);
    for (TokenText text :
        List.of(
            text(new ReadState(beyond, Map.of(), 0)),
            text(new ReadState(new BitSet(), Map.of(700, Position.START), 0)),
            new TokenText("AC1", "", "all", Instant.MIN, Instant.MAX, 5, ReadState.START))) {
      String value = text.encode();
      assertThatThrownBy(() -> HistoryToken.parse(value))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property(tries = 300)
  void windowsCoverTheRangeAndNothingElse(
      @ForAll @LongRange(min = 0, max = 200_000_000) long begin,
      @ForAll @LongRange(min = 1, max = 40_000_000) long length,
      @ForAll @LongRange(min = -200_000, max = 40_200_000) long offset) {
    Instant from = Instant.ofEpochSecond(FIRST + begin);
    Instant to = from.plusSeconds(length);
    Instant start = from.plusSeconds(offset);
    Fetching later = Fetching.STANDARD.scheduler(new StoppedClock(to));
    Plan plan = Plan.of(new StubCalls(1, 1), Filters.ALL, Range.ALL.between(from, to), later, null);
    Call call = StubCalls.call(1, start, start);

    Set<Integer> windows =
        IntStream.range(0, plan.windows())
            .filter(i -> plan.belonging(plan.window(i)).test(call))
            .boxed()
            .collect(Collectors.toSet());

    assertThat(windows).hasSize(offset >= 0 && offset < length ? 1 : 0);
    assertThat(IntStream.range(0, plan.windows()).mapToObj(i -> plan.window(i).name()))
        .doesNotHaveDuplicates();
  }

  @Property(tries = 300)
  void aSidIsNewOnce(
      @ForAll List<@IntRange(min = 0, max = 3_000) Integer> numbers,
      @ForAll @IntRange(min = 0, max = 3_000) int expected) {
    SidSet set = new SidSet(expected);
    List<String> sids =
        numbers.stream()
            .map(n -> n % 7 == 0 ? "odd" + n : String.format("CA%016x%016x", n * 31L, n * 1_000L))
            .toList();
    Set<String> added = new HashSet<>();
    for (String sid : sids) {
      long high = SidSet.high(sid);
      long low = SidSet.low(sid);
      assertThat(set.contains(sid, high, low)).isEqualTo(added.contains(sid));
      assertThat(set.add(sid, high, low)).isEqualTo(added.add(sid));
    }
  }

  @Property(tries = 50)
  void filtersThatDifferHaveDifferentHashes(@ForAll String a, @ForAll String b) {
    Filters one = new Filters(a, b, null, CallStatus.BUSY, true);
    Filters other = new Filters(a + b, "", null, CallStatus.BUSY, true);

    assertThat(one.hash().equals(other.hash())).isEqualTo(one.equals(other));
  }
}
