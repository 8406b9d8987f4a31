package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTableTest {
  private static Judgement judgement() {
    List<LeadResult> results = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      LeadOutcome outcome = i == 0 ? LeadOutcome.UNKNOWN : LeadOutcome.PLACED;
      results.add(new LeadResult("row-" + i, outcome, 1));
    }
    return Judgement.of(1_200, results);
  }

  @Test
  void saysWhatTheDiallerSaidAndBesideItWhatRang() {
    assertThat(OutcomeTable.lines(judgement(), Screen.log().terminal()))
        .containsExactly(
            "┌──────────┬───────┬────────────┬──────────────────────────────────────────────────┐",
            "│ outcome  │ leads │ phone rang │ what it means                                    │",
            "├──────────┼───────┼────────────┼──────────────────────────────────────────────────┤",
            "│ placed   │ 1,199 │      1,199 │ a call at Twilio, told or found on its list      │",
            "│ refused  │     0 │          0 │ a definite no from the server                    │",
            "│ not sent │     0 │          0 │ no phone number, so nobody to call               │",
            "│ unknown  │     1 │          1 │ no answer and on no list: held, not called again │",
            "├──────────┼───────┼────────────┼──────────────────────────────────────────────────┤",
            "│ all      │ 1,200 │      1,200 │                                                  │",
            "└──────────┴───────┴────────────┴──────────────────────────────────────────────────┘");
  }

  @Test
  void coloursDoNotShiftColumns() {
    List<String> plain = OutcomeTable.lines(judgement(), Screen.log().terminal());
    List<String> painted = OutcomeTable.lines(judgement(), Screen.live().terminal());

    assertThat(painted).isNotEqualTo(plain);
    assertThat(painted.stream().map(line -> line.replaceAll("\033\\[\\d+m", "")))
        .containsExactlyElementsOf(plain);
  }

  @Test
  void noColorIsHonoured() {
    Screen screen = Screen.live(Map.of("TERM", "xterm", "NO_COLOR", "1"));

    assertThat(OutcomeTable.lines(judgement(), screen.terminal()))
        .noneMatch(line -> line.contains("\033"));
  }
}
