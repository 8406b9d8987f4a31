package io.dialflux.cli;

import io.dialflux.campaign.DialGate;
import io.dialflux.campaign.Lead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Numbers that must not be called, one on a line. Read again whenever the file has changed, because
 * what counts is who is on it when a call would begin.
 */
final class Suppressed implements DialGate {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");

  private final Path file;
  private Set<String> numbers = Set.of();
  private @Nullable FileTime read;

  private Suppressed(Path file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException if it cannot be read, or a line is no number
   */
  static Suppressed of(Path file) {
    Suppressed list = new Suppressed(file);
    try {
      list.has("");
      return list;
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + Reasons.of(e), e);
    }
  }

  @Override
  public Mono<Verdict> check(Lead lead) {
    return Mono.fromCallable(
            () ->
                has(lead.phone())
                    ? Verdict.never("its number is on the list of those not to be called")
                    : Verdict.call())
        .subscribeOn(Schedulers.boundedElastic());
  }

  private synchronized boolean has(String phone) throws IOException {
    FileTime changed = Files.getLastModifiedTime(file);
    if (!changed.equals(read)) {
      numbers = read(Files.readAllLines(file));
      read = changed;
    }
    return numbers.contains(phone);
  }

  private static Set<String> read(List<String> lines) throws IOException {
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        if (!E164.matcher(line).matches()) {
          throw new IOException("line " + (i + 1) + " is no number in E.164 form");
        }
        numbers.add(line);
      }
    }
    return numbers;
  }
}
