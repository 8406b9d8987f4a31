package io.dialflux.cli;

import io.dialflux.call.MachineDetection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The modes of machine detection in Twilio's words; case and underscores do not matter. */
final class MachineWords implements ITypeConverter<MachineDetection>, Iterable<String> {
  @Override
  public MachineDetection convert(String text) {
    return Arrays.stream(MachineDetection.values())
        .filter(mode -> mode.value().equalsIgnoreCase(text.replace("_", "")))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is neither Enable nor DetectMessageEnd"));
  }

  @Override
  public Iterator<String> iterator() {
    return Stream.of(MachineDetection.values()).map(MachineDetection::value).iterator();
  }
}
