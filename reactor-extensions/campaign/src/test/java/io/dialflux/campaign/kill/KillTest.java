package io.dialflux.campaign.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.simulator.relay.HostileRelay;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed at any instant, again and again, a campaign calls nobody twice and forgets nobody. */
class KillTest {
  private static final int LEADS = Integer.getInteger("kill.leads", 300);
  private static final int KILLS = Integer.getInteger("kill.kills", 6);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
  private static final int CALLS_PER_SECOND = 100;

  /** One kill of so many comes while the process starts, loads, or takes over. */
  private static final int EARLY = 5;

  /** In which a process starts, or nearly. */
  private static final int STARTING_MILLIS = 2_000;

  /** After its first create so many more are under way, answered slowly as some of them are. */
  private static final int UNDER_WAY_MILLIS = 300;

  /** In the midst of the kills, and no sooner than leads are loaded. */
  private static final Duration OPENS_AFTER = Duration.ofSeconds(2 * KILLS);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final Random random = new Random(SEED);
  private Jvm dialler;

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void nobodyIsCalledTwiceAndNobodyIsForgotten(Policy policy) throws Exception {
    judge(policy, HostileRelay::inFrontOf);
  }

  /** Nor where a relay stands between, which does all that HTTP allows; it has the same seed. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void norThroughAHostileRelay() throws Exception {
    List<HostileRelay> relays = new ArrayList<>();
    try {
      judge(
          Policy.HOLD,
          twilio -> {
            relays.add(HostileRelay.to(twilio).seed(SEED).start());
            return relays.get(0).baseUrl();
          });
    } finally {
      relays.forEach(HostileRelay::close);
    }
  }

  /**
   * @param way where the dialler finds the simulator, by the simulator's own address
   */
  private void judge(Policy policy, UnaryOperator<URI> way) throws Exception {
    String which = policy + ", -Dkill.seed=" + SEED + ", its ledger in " + folder;
    Findings findings = new Findings();
    Instant began = Instant.now();
    try (Jvm twilio = Jvm.start(folder, TwilioMain.class, policy, SEED)) {
      URI url = URI.create(twilio.line());
      Path ledger = folder.resolve("ledger");
      long opens = began.plus(OPENS_AFTER).toEpochMilli();
      Judge judge = new Judge(ledger, new Oracle(url), LEADS, opens, findings);
      Object[] arguments = {
        ledger, way.apply(url), policy, LEADS, CALLS_PER_SECOND, freePort(), opens
      };

      boolean loaded = false;
      for (int kill = 1; kill <= KILLS; kill++) {
        dialler = Jvm.start(folder, DiallerMain.class, arguments);
        boolean early = kill > 1 && random.nextInt(EARLY) == 0;
        if (!early) {
          assertThat(dialler.line()).isEqualTo("loaded");
          loaded = true;
        }
        if (kill == 1) {
          assertThat(dialler.line()).isEqualTo("calling");
        }
        assertThat(
                dialler.killedAfter(
                    (kill == 1 ? UNDER_WAY_MILLIS : 0)
                        + random.nextInt(early ? STARTING_MILLIS : window())))
            .as("kill %d of %d found it at work, %s", kill, KILLS, which)
            .isTrue();
        if (loaded) {
          findings.now("after kill " + kill);
          judge.afterAKill();
        }
      }
      dialler = Jvm.start(folder, DiallerMain.class, arguments);
      dialler.endedWell();
      findings.now("at the end");
      Verdict verdict = judge.atTheEnd();
      String figures =
          String.format(
              "%s: %d kills in %d s, %s%n%s%n",
              which, KILLS, Duration.between(began, Instant.now()).toSeconds(), verdict, findings);
      System.out.print(figures);
      assertThat(findings.allZero()).as(figures).isTrue();
      assertThat(verdict.intentsLeft()).as("kills hit creates under way, %s", which).isPositive();
      assertThat(verdict.calledAgain()).as("rules were at work, %s", which).isPositive();
      assertThat(verdict.calledLate()).as("hours were at work, %s", which).isPositive();
      assertThat(verdict.expired()).as("expiry was at work, %s", which).isPositive();
      assertThat(verdict.blocked()).as("the gate was at work, %s", which).isPositive();
    } finally {
      if (dialler != null) {
        dialler.close();
      }
    }
  }

  /** The same for every dialler: calls that are alive when one is killed tell the next. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Of a mean with which most of the campaign is dialled between the kills. */
  private static int window() {
    return Math.max(100, 1_400 * LEADS / CALLS_PER_SECOND / KILLS);
  }
}
