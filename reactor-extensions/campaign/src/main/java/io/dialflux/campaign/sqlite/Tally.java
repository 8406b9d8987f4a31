package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.CallFacts;
import io.dialflux.campaign.CampaignMeasures;
import io.dialflux.campaign.LeadState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The names under which a campaign's calls are counted. */
final class Tally {
  static final String LEADS_CALLED = "leads called";
  static final String CALLS = "calls";

  private static final String ENDED_AT_ONCE = "ended at once";
  private static final String ABANDONED = "abandoned";
  private static final String PRICED = "priced";
  private static final String ENDED = "ended ";
  private static final String COST = "cost ";

  /** Money is summed in billionths, in which all prices of Twilio are whole. */
  private static final int DECIMALS = 9;

  private Tally() {}

  /** Counts what is known of a call, or takes it back. */
  static void add(Transaction tx, long campaign, CallFacts facts, int sign) {
    LeadState end = facts.end();
    if (end.isEnd()) {
      tx.tally(campaign, ENDED + end, sign);
    }
    tx.tally(campaign, ENDED_AT_ONCE, facts.endedAtOnce() ? sign : 0);
    // as a share of the answered it must be one of them
    boolean abandoned = facts.isAbandoned() && end == LeadState.COMPLETED;
    tx.tally(campaign, ABANDONED, abandoned ? sign : 0);
    BigDecimal price = facts.price();
    if (price != null) {
      long cost =
          price.negate().movePointRight(DECIMALS).setScale(0, RoundingMode.HALF_UP).longValue();
      tx.tally(campaign, PRICED, sign);
      tx.tally(campaign, COST + facts.priceUnit(), sign * cost);
    }
  }

  static CampaignMeasures read(ResultSet rows) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    Map<LeadState, Long> ended = new EnumMap<>(LeadState.class);
    Map<String, BigDecimal> cost = new HashMap<>();
    while (rows.next()) {
      String name = rows.getString(1);
      long tally = rows.getLong(2);
      if (name.startsWith(ENDED) && !name.equals(ENDED_AT_ONCE)) {
        ended.put(LeadState.valueOf(name.substring(ENDED.length())), tally);
      } else if (name.startsWith(COST)) {
        cost.put(name.substring(COST.length()), money(tally));
      } else {
        counts.put(name, tally);
      }
    }
    return CampaignMeasures.of(
        counts.getOrDefault(LEADS_CALLED, 0L),
        counts.getOrDefault(CALLS, 0L),
        ended,
        counts.getOrDefault(ENDED_AT_ONCE, 0L),
        counts.getOrDefault(ABANDONED, 0L),
        counts.getOrDefault(PRICED, 0L),
        cost);
  }

  private static BigDecimal money(long billionths) {
    BigDecimal money = BigDecimal.valueOf(billionths, DECIMALS).stripTrailingZeros();
    return money.scale() < 2 ? money.setScale(2) : money;
  }
}
