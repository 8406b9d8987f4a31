package io.dialflux.cli;

import io.dialflux.call.CallStatus;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A status as it is typed. Twilio takes any text, and refuses a mistyped one after a while. */
final class StatusOption implements ITypeConverter<CallStatus>, Iterable<String> {
  private static final List<CallStatus> ALL =
      List.of(
          CallStatus.QUEUED,
          CallStatus.RINGING,
          CallStatus.IN_PROGRESS,
          CallStatus.COMPLETED,
          CallStatus.BUSY,
          CallStatus.FAILED,
          CallStatus.NO_ANSWER,
          CallStatus.CANCELED);

  @Override
  public CallStatus convert(String text) {
    CallStatus status = CallStatus.of(text.toLowerCase(Locale.ROOT));
    if (!ALL.contains(status)) {
      throw new TypeConversionException(
          text
              + " is none of "
              + ALL.stream().map(CallStatus::value).collect(Collectors.joining(", ")));
    }
    return status;
  }

  /** For the help, and for the shell to complete. */
  @Override
  public Iterator<String> iterator() {
    return ALL.stream().map(CallStatus::value).iterator();
  }
}
