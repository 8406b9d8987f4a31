package io.dialflux.campaign;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a campaign's calls so far. A lead that was called three times counts three calls
 * here. Immutable.
 */
public final class CampaignMeasures {
  private final long leadsCalled;
  private final long calls;
  private final Map<LeadState, Long> ended;
  private final long endedAtOnce;
  private final long abandoned;
  private final long priced;
  private final Map<String, BigDecimal> cost;

  private CampaignMeasures(
      long leadsCalled,
      long calls,
      Map<LeadState, Long> ended,
      long endedAtOnce,
      long abandoned,
      long priced,
      Map<String, BigDecimal> cost) {
    this.leadsCalled = leadsCalled;
    this.calls = calls;
    this.ended = ended;
    this.endedAtOnce = endedAtOnce;
    this.abandoned = abandoned;
    this.priced = priced;
    this.cost = cost;
  }

  /**
   * {@return measures, for stores}
   *
   * @param leadsCalled leads with a call at least
   * @param calls known to be at Twilio, ended or not
   * @param ended calls by {@link CallFacts#end}; one that is left out is 0
   * @param endedAtOnce see {@link #endedAtOnce()}
   * @param abandoned see {@link #abandoned()}
   * @param priced calls whose charge is known
   * @param cost the sum of them by currency, not negative
   */
  public static CampaignMeasures of(
      long leadsCalled,
      long calls,
      Map<LeadState, Long> ended,
      long endedAtOnce,
      long abandoned,
      long priced,
      Map<String, BigDecimal> cost) {
    Map<LeadState, Long> all = new EnumMap<>(LeadState.class);
    all.putAll(ended);
    return new CampaignMeasures(
        leadsCalled,
        calls,
        Collections.unmodifiableMap(all),
        endedAtOnce,
        abandoned,
        priced,
        Collections.unmodifiableMap(new TreeMap<>(cost)));
  }

  /** {@return how many leads were called at least once} */
  public long leadsCalled() {
    return leadsCalled;
  }

  /** {@return how many calls there were, ended or not} */
  public long calls() {
    return calls;
  }

  /**
   * {@return how many calls ended so}
   *
   * @param end such as {@link LeadState#BUSY}
   */
  public long ended(LeadState end) {
    return ended.getOrDefault(end, 0L);
  }

  /** {@return how many calls are known to have ended} */
  public long ended() {
    return ended.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * {@return how many calls somebody answered, as far as is known: with machine detection off,
   * machines are among them}
   */
  public long answered() {
    return ended(LeadState.COMPLETED);
  }

  /**
   * {@return the share of the calls that ended which were {@link #answered()}, 0 to 1; 0 where none
   * has ended}
   */
  public double answerRate() {
    return share(answered(), ended());
  }

  /** {@return how many calls a lead took on average, of those called; 0 where none was} */
  public double callsPerLead() {
    return share(calls, leadsCalled);
  }

  /**
   * {@return how many answered calls the application reported as {@linkplain CallFacts#abandoned
   * abandoned}, or the second fence hung up}
   *
   * <p>In the United States a call is abandoned that a person answers and nobody speaks to within 2
   * seconds of the greeting's end; at most 3 % of the calls answered live may be, per campaign and
   * 30 days (47 CFR 64.1200(a)(7)). Twilio's Calls API cannot tell this: it knows when a call was
   * answered and ended, not when anybody spoke. Only the application that serves the call's TwiML
   * can, so where nothing reports it this is 0 and says nothing. Nor is it known who answered where
   * machine detection is off.
   */
  public long abandoned() {
    return abandoned;
  }

  /** {@return {@link #abandoned()} as a share of {@link #answered()}, 0 to 1} */
  public double abandonmentRate() {
    return share(abandoned, answered());
  }

  /**
   * {@return how many answered calls lasted 2 seconds at most: a hint of abandonment that needs no
   * report, and no more than that, because people who hang up at once are among them and those who
   * waited longer in silence are not}
   */
  public long endedAtOnce() {
    return endedAtOnce;
  }

  /** {@return how many calls' charge is known; Twilio tells it some time after the end} */
  public long priced() {
    return priced;
  }

  /** {@return what the {@link #priced()} calls cost, by currency; unmodifiable, not negative} */
  public Map<String, BigDecimal> cost() {
    return cost;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  @Override
  public String toString() {
    return "CampaignMeasures[" + calls + " calls, " + answered() + " answered, cost " + cost + "]";
  }
}
