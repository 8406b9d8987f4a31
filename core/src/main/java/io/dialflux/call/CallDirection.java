package io.dialflux.call;

/** How a call came to be. Open: a direction that Twilio adds is kept as its text. */
public final class CallDirection extends OpenEnum {
  /** To a number of the account. */
  public static final CallDirection INBOUND = new CallDirection("inbound");

  /** Created through this API. */
  public static final CallDirection OUTBOUND_API = new CallDirection("outbound-api");

  /** Spawned by a {@code <Dial>} in another call's TwiML. */
  public static final CallDirection OUTBOUND_DIAL = new CallDirection("outbound-dial");

  /** Over a SIP trunk, to the telephone network. */
  public static final CallDirection TRUNKING_TERMINATING =
      new CallDirection("trunking-terminating");

  /** Over a SIP trunk, from the telephone network. */
  public static final CallDirection TRUNKING_ORIGINATING =
      new CallDirection("trunking-originating");

  private CallDirection(String value) {
    super(value);
  }

  /**
   * {@return the constant for a known text, else a direction with that text}
   *
   * @param value as on the wire, in lower case
   */
  public static CallDirection of(String value) {
    return switch (value) {
      case "inbound" -> INBOUND;
      case "outbound-api" -> OUTBOUND_API;
      case "outbound-dial" -> OUTBOUND_DIAL;
      case "trunking-terminating" -> TRUNKING_TERMINATING;
      case "trunking-originating" -> TRUNKING_ORIGINATING;
      default -> new CallDirection(value);
    };
  }
}
