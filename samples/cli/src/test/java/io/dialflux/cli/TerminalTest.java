package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void paintsOnATerminalOnly() {
    assertThat(Screen.live().terminal().paint(Colour.GREEN, "go")).isEqualTo("\033[32mgo\033[0m");
    assertThat(Screen.log().terminal().paint(Colour.GREEN, "go")).isEqualTo("go");
  }

  @Test
  void noColorTakesTheColoursAndLeavesTheBar() {
    Terminal terminal = Screen.live(Map.of("NO_COLOR", "1")).terminal();

    assertThat(terminal.live()).isTrue();
    assertThat(terminal.paint(Colour.RED, "stop")).isEqualTo("stop");
    assertThat(Screen.live(Map.of("NO_COLOR", "")).terminal().paint(Colour.RED, "stop"))
        .as("an empty NO_COLOR is none")
        .contains("\033");
  }

  @Test
  void aDumbTerminalIsTreatedAsALog() {
    assertThat(Screen.live(Map.of("TERM", "dumb")).terminal().live()).isFalse();
  }
}
