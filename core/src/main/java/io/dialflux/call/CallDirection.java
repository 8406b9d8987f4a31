package io.dialflux.call;

/** How a call came to be. Open: a direction that Twilio adds is kept as its text. */
public final class CallDirection extends OpenEnum {
  public static final CallDirection INBOUND = new CallDirection("inbound");
  public static final CallDirection OUTBOUND_API = new CallDirection("outbound-api");
  public static final CallDirection OUTBOUND_DIAL = new CallDirection("outbound-dial");
  public static final CallDirection TRUNKING_TERMINATING =
      new CallDirection("trunking-terminating");
  public static final CallDirection TRUNKING_ORIGINATING =
      new CallDirection("trunking-originating");

  private CallDirection(String value) {
    super(value);
  }

  /** The constant for a known text, else a direction with that text. */
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
