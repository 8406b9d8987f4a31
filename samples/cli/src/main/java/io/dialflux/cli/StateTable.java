package io.dialflux.cli;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.LeadState;
import java.util.List;
import java.util.Locale;

/** The leads of a campaign by where they stand; the sum is the leads loaded. */
final class StateTable {
  private StateTable() {}

  static List<String> lines(CampaignCounts counts, Terminal terminal) {
    Table table =
        new Table(List.of("state", "leads", "what it means"), List.of(false, true, false));
    for (LeadState state : LeadState.values()) {
      if (counts.in(state) > 0) {
        table.row(colour(state), name(state), figure(counts.in(state)), meaning(state));
      }
    }
    if (counts.rejectedRows() > 0) {
      table.row(
          Colour.DIM, "(rejected)", figure(counts.rejectedRows()), "rows that name nobody to call");
    }
    table.footer("leads", figure(counts.leads()), "");
    return table.lines(terminal);
  }

  static String name(LeadState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String figure(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static Colour colour(LeadState state) {
    return switch (state) {
      case PLACED, COMPLETED -> Colour.GREEN;
      case MACHINE, BUSY, NO_ANSWER, FAILED, CANCELED, REFUSED, EXPIRED, BLOCKED -> Colour.YELLOW;
      case UNKNOWN, HELD -> Colour.MAGENTA;
      case READY, CLAIMED, INTENT, WAITING -> Colour.CYAN;
    };
  }

  private static String meaning(LeadState state) {
    return switch (state) {
      case READY -> "waits for its turn";
      case CLAIMED -> "about to be called";
      case INTENT -> "its call is being placed";
      case UNKNOWN -> "no clear answer: being looked up";
      case WAITING -> "a rule lets it wait until a time";
      case PLACED -> "called; the end is not known yet";
      case COMPLETED -> "called and answered";
      case MACHINE -> "called; a machine answered";
      case BUSY -> "called; the line was busy";
      case NO_ANSWER -> "called; nobody answered";
      case FAILED -> "called; could not be put through";
      case CANCELED -> "called; cancelled before an answer";
      case REFUSED -> "refused by Twilio: no phone rang";
      case EXPIRED -> "its time was over before its call";
      case BLOCKED -> "not to be called, says the gate";
      case HELD -> "may have rung, or cannot be called: a person decides";
    };
  }
}
