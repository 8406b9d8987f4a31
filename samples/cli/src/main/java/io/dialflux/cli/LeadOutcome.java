package io.dialflux.cli;

/** What a dialler says of a lead. */
enum LeadOutcome {
  PLACED("placed", Colour.GREEN, "a call at Twilio, told or found on its list"),
  REFUSED("refused", Colour.YELLOW, "a definite no from the server"),
  NOT_SENT("not sent", Colour.CYAN, "no phone number, so nobody to call"),
  UNKNOWN("unknown", Colour.MAGENTA, "no answer and on no list: held, not called again");

  private final String label;
  private final Colour colour;
  private final String meaning;

  LeadOutcome(String label, Colour colour, String meaning) {
    this.label = label;
    this.colour = colour;
    this.meaning = meaning;
  }

  String label() {
    return label;
  }

  Colour colour() {
    return colour;
  }

  String meaning() {
    return meaning;
  }

  /** Whether this is wrong about a phone that rang so often. Unknown promises nothing. */
  boolean contradicts(int rings) {
    return switch (this) {
      case PLACED -> rings == 0;
      case REFUSED, NOT_SENT -> rings > 0;
      case UNKNOWN -> false;
    };
  }
}
