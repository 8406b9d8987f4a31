package io.dialflux.internal.wire;

import java.io.Serial;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception that is not ours and whose message holds what may be personal: a decoder
 * quotes the answer that it could not read, a URI the numbers in its query. Prints as that one
 * does, with its class, its trace, its causes and what it suppressed, but with masked messages.
 */
public final class MaskedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What lies deeper is left out: a chain that long tells nobody anything. */
  private static final int MOST = 100;

  /** Frames between what throws and who called it: a parser of numbers, a check. */
  private static final int NEAR = 8;

  private final Class<? extends Throwable> type;

  private MaskedException(Class<? extends Throwable> type, @Nullable String message) {
    super(message);
    this.type = type;
  }

  /** Whether an exception is of a type, or stands for one that is. */
  public static boolean is(Throwable thrown, Class<? extends Throwable> type) {
    return type.isAssignableFrom(
        thrown instanceof MaskedException masked ? masked.type : thrown.getClass());
  }

  /**
   * The same exception where neither its message nor one of its causes and suppressed ones holds
   * anything to mask; else one like it that does not.
   */
  public static Throwable of(Throwable thrown) {
    Map<Throwable, @Nullable MaskedException> chain = new IdentityHashMap<>();
    return holdsPersonal(thrown, chain) ? masked(thrown, new IdentityHashMap<>()) : thrown;
  }

  private static boolean holdsPersonal(
      @Nullable Throwable thrown, Map<Throwable, @Nullable MaskedException> seen) {
    if (thrown == null || seen.containsKey(thrown)) {
      return false;
    }
    if (seen.size() == MOST) {
      return true; // what nobody has looked at is not handed on
    }
    seen.put(thrown, null);
    String message = thrown.getMessage();
    boolean changed = message != null && !masked(message, thrown).equals(message);
    if (changed || !Mask.message(thrown.toString()).equals(thrown.toString())) {
      return true;
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (holdsPersonal(suppressed, seen)) {
        return true;
      }
    }
    return holdsPersonal(thrown.getCause(), seen);
  }

  private static String masked(String message, Throwable thrown) {
    int quote = message.indexOf(": ");
    return quote >= 0 && isOfDecoder(thrown)
        ? Mask.message(message.substring(0, quote)) + ": [masked]"
        : Mask.message(message);
  }

  /** A decoder says what is wrong and then, behind a colon, what it has read. */
  private static boolean isOfDecoder(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .limit(NEAR)
        .anyMatch(frame -> frame.getClassName().startsWith("io.netty.handler.codec."));
  }

  private static @Nullable MaskedException masked(
      @Nullable Throwable thrown, Map<Throwable, MaskedException> made) {
    if (thrown == null) {
      return null;
    }
    MaskedException known = made.get(thrown);
    if (known != null || made.size() == MOST) {
      return known;
    }
    String message = thrown.getMessage();
    MaskedException masked =
        new MaskedException(thrown.getClass(), message == null ? null : masked(message, thrown));
    made.put(thrown, masked);
    masked.setStackTrace(thrown.getStackTrace());
    Throwable cause = masked(thrown.getCause(), made);
    if (cause != masked) {
      masked.initCause(cause);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      Throwable other = masked(suppressed, made);
      if (other != null && other != masked) {
        masked.addSuppressed(other);
      }
    }
    return masked;
  }

  @Override
  public String toString() {
    String message = getMessage();
    return message == null ? type.getName() : type.getName() + ": " + message;
  }
}
