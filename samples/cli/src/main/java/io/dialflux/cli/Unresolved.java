package io.dialflux.cli;

import io.dialflux.campaign.OnUnresolved;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code hold}, {@code hold:PT30M} and {@code redial:PT20M} as what they mean. */
final class Unresolved implements ITypeConverter<OnUnresolved> {
  @Override
  public OnUnresolved convert(String text) {
    String[] parts = text.split(":", 2);
    boolean timed = parts.length == 2;
    try {
      switch (parts[0].toLowerCase(Locale.ROOT)) {
        case "hold":
          return timed ? OnUnresolved.holdAfter(Duration.parse(parts[1])) : OnUnresolved.hold();
        case "redial":
          if (timed) {
            return OnUnresolved.redialAfter(Duration.parse(parts[1]));
          }
          throw new TypeConversionException("redial needs a time, as redial:PT20M");
        default:
          throw new TypeConversionException(
              "'" + text + "' is neither hold nor redial with a time, as redial:PT20M");
      }
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + parts[1] + "' is no duration, as PT20M");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
