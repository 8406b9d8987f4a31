package io.dialflux.cli;

import io.dialflux.campaign.DialGate;
import io.dialflux.campaign.Lead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Numbers that must not be called, one on a line. Read again whenever the file has changed, because
 * what counts is who is on it when a call would begin. While it is being written, or cannot be
 * used, nobody is called: who is missing from it must not be called for that.
 */
final class Suppressed implements DialGate {
  private static final Logger LOG = LoggerFactory.getLogger(Suppressed.class);
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");

  /** A file that nobody has touched for so long is taken to be whole. */
  private static final Duration STILL = Duration.ofSeconds(2);

  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private final Path file;
  private final InstantSource clock;
  private @Nullable Version seen;
  private Instant seenSince = Instant.MAX;
  private @Nullable Version read;
  private Set<String> numbers = Set.of();
  private @Nullable String fault;
  private @Nullable String told;

  private Suppressed(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * @throws IllegalArgumentException if it cannot be read, or a line is no number
   */
  static Suppressed of(Path file) {
    return of(file, InstantSource.system());
  }

  static Suppressed of(Path file, InstantSource clock) {
    Suppressed list = new Suppressed(file, clock);
    try {
      numbers(file);
      list.look();
      return list;
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be used: " + Reasons.of(e), e);
    }
  }

  @Override
  public Mono<Verdict> check(Lead lead) {
    return Mono.fromCallable(() -> verdict(lead.phone())).subscribeOn(Schedulers.boundedElastic());
  }

  private synchronized Verdict verdict(String phone) {
    try {
      look();
    } catch (IOException e) {
      return unusable(Reasons.of(e));
    }
    if (read == null || !read.equals(seen)) {
      return Verdict.later(STILL, "the list of those not to be called has just changed");
    }
    if (fault != null) {
      return unusable(fault);
    }
    told = null;
    return numbers.contains(phone)
        ? Verdict.never("its number is on the list of those not to be called")
        : Verdict.call();
  }

  private void look() throws IOException {
    Version now = Version.of(file);
    if (!now.equals(seen)) {
      seenSince = clock.instant();
      if (seen == null && now.changed.toInstant().isBefore(seenSince)) {
        seenSince = now.changed.toInstant(); // nobody has looked since
      }
      seen = now;
    }
    if (!now.equals(read) && !clock.instant().isBefore(seenSince.plus(STILL))) {
      read(now);
    }
  }

  private void read(Version version) throws IOException {
    Set<String> all = Set.of();
    String wrong = null;
    try {
      all = numbers(file);
    } catch (NoNumberException e) {
      wrong = e.getMessage();
    }
    if (version.equals(Version.of(file))) {
      read = version;
      numbers = all;
      fault = wrong;
    }
  }

  private Verdict unusable(String why) {
    if (!why.equals(told)) {
      LOG.warn("nobody is called while the list of --suppress, {}, cannot be used: {}", file, why);
      told = why;
    }
    return Verdict.later(ASK_AGAIN, "the list of those not to be called cannot be used: " + why);
  }

  private static Set<String> numbers(Path file) throws IOException {
    // in which every byte is a character, so that whatever is no number has a line
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        if (!E164.matcher(line).matches()) {
          throw new NoNumberException(i + 1);
        }
        numbers.add(line);
      }
    }
    return numbers;
  }

  private static final class NoNumberException extends IOException {
    private static final long serialVersionUID = 1L;

    NoNumberException(int line) {
      super("line " + line + " is no number in E.164 form");
    }
  }

  /** What is another when somebody writes to the file, or puts another in its place. */
  private record Version(FileTime changed, long size, @Nullable Object key) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(now.lastModifiedTime(), now.size(), now.fileKey());
    }
  }
}
