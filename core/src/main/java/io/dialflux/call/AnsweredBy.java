package io.dialflux.call;

/**
 * Who or what picked up, where machine detection was on. Open: an answer that Twilio adds is kept
 * as its text.
 */
public final class AnsweredBy extends OpenEnum {
  public static final AnsweredBy HUMAN = new AnsweredBy("human");
  public static final AnsweredBy MACHINE_START = new AnsweredBy("machine_start");
  public static final AnsweredBy MACHINE_END_BEEP = new AnsweredBy("machine_end_beep");
  public static final AnsweredBy MACHINE_END_SILENCE = new AnsweredBy("machine_end_silence");
  public static final AnsweredBy MACHINE_END_OTHER = new AnsweredBy("machine_end_other");
  public static final AnsweredBy FAX = new AnsweredBy("fax");
  public static final AnsweredBy UNKNOWN = new AnsweredBy("unknown");

  private AnsweredBy(String value) {
    super(value);
  }

  /** The constant for a known text, else an answer with that text. */
  public static AnsweredBy of(String value) {
    return switch (value) {
      case "human" -> HUMAN;
      case "machine_start" -> MACHINE_START;
      case "machine_end_beep" -> MACHINE_END_BEEP;
      case "machine_end_silence" -> MACHINE_END_SILENCE;
      case "machine_end_other" -> MACHINE_END_OTHER;
      case "fax" -> FAX;
      case "unknown" -> UNKNOWN;
      default -> new AnsweredBy(value);
    };
  }
}
