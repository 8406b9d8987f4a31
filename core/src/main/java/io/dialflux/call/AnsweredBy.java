package io.dialflux.call;

/**
 * Who or what picked up, where machine detection was on. Open: an answer that Twilio adds is kept
 * as its text.
 */
public final class AnsweredBy extends OpenEnum {
  /** A person. */
  public static final AnsweredBy HUMAN = new AnsweredBy("human");

  /** A machine, told by {@link MachineDetection#ENABLE} as soon as it was known. */
  public static final AnsweredBy MACHINE_START = new AnsweredBy("machine_start");

  /**
   * A machine whose greeting ended with a beep, told by {@link
   * MachineDetection#DETECT_MESSAGE_END}.
   */
  public static final AnsweredBy MACHINE_END_BEEP = new AnsweredBy("machine_end_beep");

  /**
   * A machine whose greeting ended in silence, told by {@link MachineDetection#DETECT_MESSAGE_END}.
   */
  public static final AnsweredBy MACHINE_END_SILENCE = new AnsweredBy("machine_end_silence");

  /**
   * A machine whose greeting ended in neither way, told by {@link
   * MachineDetection#DETECT_MESSAGE_END}.
   */
  public static final AnsweredBy MACHINE_END_OTHER = new AnsweredBy("machine_end_other");

  /** A fax machine. */
  public static final AnsweredBy FAX = new AnsweredBy("fax");

  /** Detection could not tell, or timed out. */
  public static final AnsweredBy UNKNOWN = new AnsweredBy("unknown");

  private AnsweredBy(String value) {
    super(value);
  }

  /**
   * {@return the constant for a known text, else an answer with that text}
   *
   * @param value as on the wire, in lower case
   */
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
