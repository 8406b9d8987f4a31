package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.Forecast;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** A list of those not to be called, which is written to while calls are placed. */
class SuppressedTest {
  private static final String ADA = "+12125551001";
  private static final String BEN = "+12125551002";

  @TempDir private Path folder;
  private Path file = Path.of("");
  private Instant now = Instant.now().plusSeconds(60);

  @BeforeEach
  void aListOfOne() throws IOException {
    file = Files.writeString(folder.resolve("never.txt"), "# by hand\n\n " + ADA + " \n");
  }

  private static String word(Suppressed list, String phone) {
    return list.check(Lead.of(phone)).blockOptional().orElseThrow().toString();
  }

  @Test
  void whoIsOnItIsNotCalled() {
    Suppressed list = Suppressed.of(file, () -> now);

    assertThat(word(list, ADA)).isEqualTo("never");
    assertThat(word(list, BEN)).isEqualTo("call");
  }

  @Test
  void whileItIsWrittenNobodyIsCalledAndNobodyIsStruckOff() throws IOException {
    Suppressed list = Suppressed.of(file, () -> now);
    Files.writeString(file, ""); // as a shell begins to write to it
    assertThat(word(list, ADA)).isEqualTo("wait PT2S");
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");
    now = now.plusMillis(1_999);
    Files.writeString(file, ADA + "\n+1212555", StandardOpenOption.APPEND); // a line is cut
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");
    now = now.plusMillis(1_999);
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");
    Files.writeString(file, "1002\n", StandardOpenOption.APPEND);
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");

    now = now.plusSeconds(2);

    assertThat(word(list, ADA)).isEqualTo("never");
    assertThat(word(list, BEN)).isEqualTo("never");
    assertThat(word(list, "+1212555")).isEqualTo("call");
  }

  @Test
  void oneThatWasWrittenToAMomentAgoMayNotBeWholeYet() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(now.minusMillis(500)));
    Suppressed list = Suppressed.of(file, () -> now);
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");

    now = now.plusSeconds(2);

    assertThat(word(list, BEN)).isEqualTo("call");
  }

  @Test
  void oneOfTomorrowIsOnlyWaitedForAsOneOfToday() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(now.plus(Duration.ofDays(1))));
    Suppressed list = Suppressed.of(file, () -> now);
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");

    now = now.plusSeconds(2);

    assertThat(word(list, BEN)).isEqualTo("call");
  }

  @Test
  void anotherInItsPlaceIsSeenWhateverItsTime() throws IOException {
    Suppressed list = Suppressed.of(file, () -> now);
    assertThat(word(list, BEN)).isEqualTo("call");
    Path other = Files.writeString(folder.resolve("new"), "# by hand\n\n " + BEN + " \n");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");

    now = now.plusSeconds(2);

    assertThat(word(list, ADA)).isEqualTo("call");
    assertThat(word(list, BEN)).isEqualTo("never");
  }

  @Test
  void oneThatCannotBeUsedLetsEverybodyWaitAndSaysWhy() throws IOException {
    Suppressed list = Suppressed.of(file, () -> now);
    Files.writeString(file, ADA + "\n" + BEN + "\nAda Lovelace\n");
    assertThat(word(list, BEN)).isEqualTo("wait PT2S");
    now = now.plusSeconds(2);

    try (SqliteStore store = SqliteStore.open(folder.resolve("ledger"))) {
      Campaign campaign = Campaign.named("autumn", store).gate(list);
      campaign.load(Flux.just(Lead.of(ADA))).blockLast();
      Instant before = Instant.now();
      Forecast forecast = campaign.forecast().blockFirst();
      assertThat(forecast.reason())
          .isEqualTo(
              "the list of those not to be called cannot be used:"
                  + " line 3 is no number in E.164 form");
      assertThat(forecast.dueAt().minus(Duration.ofMinutes(1)))
          .isBetween(before.minusMillis(1), Instant.now());
    }
    Files.delete(file);
    assertThat(word(list, ADA)).isEqualTo("wait PT1M");
    Files.writeString(file, BEN + "\n");
    assertThat(word(list, ADA)).isEqualTo("wait PT2S");
    now = now.plusSeconds(2);
    assertThat(word(list, ADA)).isEqualTo("call");
    assertThat(word(list, BEN)).isEqualTo("never");
  }

  @Test
  void oneThatCannotBeUsedFromTheStartIsRefused() throws IOException {
    Files.writeString(file, ADA + "\nAda Lövelace\n");
    assertThatThrownBy(() -> Suppressed.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2 is no number")
        .hasMessageNotContaining("Ada L");
    assertThatThrownBy(() -> Suppressed.of(folder.resolve("nowhere")))
        .hasMessageContaining("there is no such file");
  }
}
