package io.dialflux.internal.wire;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Checks where arguments are given; each message names the parameter and never repeats the value.
 */
public final class Arguments {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
  private static final String VISIBLE = "[^\\s\\p{Cntrl}\\p{Cs}]";

  /** A host may stand alone, but a bare name is more likely half an address. */
  private static final Pattern SIP =
      Pattern.compile(
          "sips?:([^\\s\\p{Cntrl}\\p{Cs}@]+@(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)"
              + "|\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+)"
              + "(:[0-9]{1,5})?([;?]"
              + VISIBLE
              + "*)?");

  private static final Pattern CLIENT = Pattern.compile("client:" + VISIBLE + "+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]+");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32}");

  /** The highest TCP port. */
  public static final int MOST_PORT = 65_535;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private Arguments() {}

  /** A Twilio SID: two letters and 32 hexadecimal digits. */
  public static String sid(String parameter, String prefix, String sid) {
    Objects.requireNonNull(sid, parameter);
    if (!sid.startsWith(prefix) || !HEX.matcher(sid.substring(prefix.length())).matches()) {
      throw new IllegalArgumentException(
          parameter + " must be " + prefix + " and 32 hexadecimal digits");
    }
    return sid;
  }

  /** Whom to call: an E.164 number, or the address of a SIP user or a client. */
  public static String callee(String parameter, String text) {
    Objects.requireNonNull(text, parameter);
    boolean address = SIP.matcher(text).matches() || CLIENT.matcher(text).matches();
    if (!address && !E164.matcher(text).matches()) {
      throw new IllegalArgumentException(
          parameter
              + " must be a number as +15558675310, or an address as sip:name@host or client:name");
    }
    return text;
  }

  /** Who calls: as {@link #callee}, or a bare name where the other end is no phone. */
  public static String caller(String parameter, String text) {
    Objects.requireNonNull(text, parameter);
    return NAME.matcher(text).matches() ? text : callee(parameter, text);
  }

  public static String text(String parameter, String text) {
    Objects.requireNonNull(text, parameter);
    if (text.isBlank()) {
      throw new IllegalArgumentException(parameter + " must not be blank");
    }
    return text;
  }

  /** Text of a bounded length, counted in characters as people count them. */
  public static String text(String parameter, String text, int most) {
    text(parameter, text);
    if (text.codePointCount(0, text.length()) > most) {
      throw new IllegalArgumentException(parameter + " must have at most " + most + " characters");
    }
    return text;
  }

  /** A part of a host name. */
  public static String label(String parameter, String text) {
    Objects.requireNonNull(text, parameter);
    if (!LABEL.matcher(text).matches()) {
      throw new IllegalArgumentException(parameter + " must be a host name's part, such as dublin");
    }
    return text;
  }

  /** An absolute http or https address that Twilio can call. */
  public static String url(String parameter, URI uri) {
    Objects.requireNonNull(uri, parameter);
    boolean http =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getPort() > MOST_PORT) {
      throw new IllegalArgumentException(
          parameter + " must be an absolute http or https URL with a valid host name and port");
    }
    return uri.toASCIIString();
  }

  /** A whole number of seconds in a range, as text. */
  public static String seconds(String parameter, Duration duration, long least, long most) {
    Objects.requireNonNull(duration, parameter);
    if (duration.getNano() != 0 || duration.getSeconds() < least || duration.getSeconds() > most) {
      throw new IllegalArgumentException(
          parameter + " must be " + least + " to " + most + " whole seconds");
    }
    return Long.toString(duration.getSeconds());
  }

  /** A whole number of milliseconds in a range, as text. */
  public static String millis(String parameter, Duration duration, long least, long most) {
    Objects.requireNonNull(duration, parameter);
    boolean whole = duration.getNano() % 1_000_000 == 0;
    if (!whole
        || duration.compareTo(Duration.ofMillis(least)) < 0
        || duration.compareTo(Duration.ofMillis(most)) > 0) {
      throw new IllegalArgumentException(
          parameter + " must be " + least + " to " + most + " whole milliseconds");
    }
    return Long.toString(duration.toMillis());
  }

  /** A time-out, as timers can count it. */
  public static Duration timeout(String parameter, Duration duration) {
    return upToADay(parameter, duration, Duration.ofMillis(1), "1 millisecond");
  }

  /** A time that may be as short as one likes. */
  public static Duration upToADay(String parameter, Duration duration) {
    return upToADay(parameter, duration, Duration.ofNanos(1), "1 nanosecond");
  }

  private static Duration upToADay(
      String parameter, Duration duration, Duration least, String leastAsText) {
    Objects.requireNonNull(duration, parameter);
    if (duration.compareTo(least) < 0 || duration.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(parameter + " must be " + leastAsText + " to 1 day");
    }
    return duration;
  }

  public static Duration positive(String parameter, Duration duration) {
    Objects.requireNonNull(duration, parameter);
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(parameter + " must be longer than zero");
    }
    return duration;
  }

  public static int range(String parameter, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(parameter + " must be " + least + " to " + most);
    }
    return value;
  }
}
