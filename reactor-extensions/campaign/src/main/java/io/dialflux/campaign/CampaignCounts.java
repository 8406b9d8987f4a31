package io.dialflux.campaign;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many leads of a campaign are in which state, at one moment. Every lead is counted once, so
 * the counts add up to the leads loaded. Immutable.
 */
public final class CampaignCounts {
  private final Map<LeadState, Long> leads;
  private final long rejectedRows;

  private CampaignCounts(Map<LeadState, Long> leads, long rejectedRows) {
    this.leads = leads;
    this.rejectedRows = rejectedRows;
  }

  /**
   * {@return counts, for stores}
   *
   * @param leads by state; one that is left out is 0
   * @param rejectedRows rows that are kept beside the leads because nobody can be called by them
   */
  public static CampaignCounts of(Map<LeadState, Long> leads, long rejectedRows) {
    Map<LeadState, Long> all = new EnumMap<>(LeadState.class);
    for (LeadState state : LeadState.values()) {
      all.put(state, leads.getOrDefault(state, 0L));
    }
    return new CampaignCounts(Collections.unmodifiableMap(all), rejectedRows);
  }

  /** {@return the leads by state, every state among them; unmodifiable} */
  public Map<LeadState, Long> byState() {
    return leads;
  }

  /**
   * {@return how many leads are in a state}
   *
   * @param state which
   */
  public long in(LeadState state) {
    return leads.getOrDefault(state, 0L);
  }

  /** {@return how many leads were loaded: the sum over all states} */
  public long leads() {
    return leads.values().stream().mapToLong(Long::longValue).sum();
  }

  /** {@return how many have still to be dialled or looked up} */
  public long open() {
    return leads.entrySet().stream()
        .filter(entry -> entry.getKey().isOpen())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** {@return how many have a call at Twilio, ended or not} */
  public long called() {
    return in(LeadState.PLACED)
        + in(LeadState.COMPLETED)
        + in(LeadState.BUSY)
        + in(LeadState.NO_ANSWER)
        + in(LeadState.FAILED)
        + in(LeadState.CANCELED);
  }

  /** {@return how many rows are kept beside the leads because nobody can be called by them} */
  public long rejectedRows() {
    return rejectedRows;
  }

  @Override
  public String toString() {
    return "CampaignCounts" + leads;
  }
}
