package io.dialflux.cli.summary;

import io.dialflux.call.CallStatus;
import java.util.Locale;

/** How a call ended, or that it has not. */
public enum Ending {
  /** Twilio's {@code completed}. */
  ANSWERED("answered", true),
  NO_ANSWER("no answer", true),
  BUSY("busy", true),
  FAILED("failed", true),
  /** Ended by who placed it, so it says nothing of who was called. */
  CANCELED("canceled", false),
  /** Queued, ringing or being talked. */
  LIVE("not over yet", false),
  /** A status that is newer than this program. */
  OTHER("other", false);

  private final String label;
  private final boolean tried;

  Ending(String label, boolean tried) {
    this.label = label;
    this.tried = tried;
  }

  static Ending of(CallStatus status) {
    return switch (status.value()) {
      case "completed" -> ANSWERED;
      case "no-answer" -> NO_ANSWER;
      case "busy" -> BUSY;
      case "failed" -> FAILED;
      case "canceled" -> CANCELED;
      case "queued", "ringing", "in-progress" -> LIVE;
      default -> OTHER;
    };
  }

  public String label() {
    return label;
  }

  /** The class by which the page's style sheet colours it. */
  String style() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it counts in the answer rate: somebody was called, and either answered or did not. */
  boolean tried() {
    return tried;
  }
}
