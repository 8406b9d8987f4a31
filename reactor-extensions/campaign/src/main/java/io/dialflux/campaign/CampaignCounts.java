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
  private final Map<WaitReason, Long> waiting;
  private final long rejectedRows;
  private final boolean full;

  private CampaignCounts(
      Map<LeadState, Long> leads, Map<WaitReason, Long> waiting, long rejectedRows, boolean full) {
    this.leads = leads;
    this.waiting = waiting;
    this.rejectedRows = rejectedRows;
    this.full = full;
  }

  /**
   * {@return counts, for stores}
   *
   * @param leads by state; one that is left out is 0
   * @param waiting those of {@link LeadState#WAITING} by what they wait for
   * @param rejectedRows rows that are kept beside the leads because nobody can be called by them
   * @param full see {@link #isFull()}
   */
  public static CampaignCounts of(
      Map<LeadState, Long> leads, Map<WaitReason, Long> waiting, long rejectedRows, boolean full) {
    Map<LeadState, Long> all = new EnumMap<>(LeadState.class);
    for (LeadState state : LeadState.values()) {
      all.put(state, leads.getOrDefault(state, 0L));
    }
    Map<WaitReason, Long> reasons = new EnumMap<>(WaitReason.class);
    for (WaitReason reason : WaitReason.values()) {
      reasons.put(reason, waiting.getOrDefault(reason, 0L));
    }
    return new CampaignCounts(
        Collections.unmodifiableMap(all), Collections.unmodifiableMap(reasons), rejectedRows, full);
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

  /** {@return the leads of {@link LeadState#WAITING} by what they wait for; unmodifiable} */
  public Map<WaitReason, Long> waiting() {
    return waiting;
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

  /** {@return how many have a latest call at Twilio, ended or not, and wait for no other} */
  public long called() {
    return in(LeadState.PLACED)
        + in(LeadState.COMPLETED)
        + in(LeadState.MACHINE)
        + in(LeadState.BUSY)
        + in(LeadState.NO_ANSWER)
        + in(LeadState.FAILED)
        + in(LeadState.CANCELED);
  }

  /** {@return how many rows are kept beside the leads because nobody can be called by them} */
  public long rejectedRows() {
    return rejectedRows;
  }

  /**
   * {@return whether as many calls of the ledger are alive as the campaign's last claim allowed
   * ({@link Campaign#maxAlive}), so that who is {@link LeadState#READY} waits for one to end}
   */
  public boolean isFull() {
    return full;
  }

  @Override
  public String toString() {
    return "CampaignCounts" + leads;
  }
}
