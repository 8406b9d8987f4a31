package io.dialflux.cli.summary;

import java.util.List;

/** The plots of a history as a whole. */
final class TotalPlots {
  private final Markup page;
  private final CallTotals totals;

  TotalPlots(Markup page, CallTotals totals) {
    this.page = page;
    this.totals = totals;
  }

  void outcomes(Frame frame) {
    List<Ending> endings = totals.endings();
    List<String> hints = endings.stream().map(this::hint).toList();
    double most = endings.stream().mapToLong(totals::count).max().orElse(0);
    String description = String.join("; ", hints) + ".";
    Rows rows = Rows.begin(page, frame, description, most, endings.size());
    for (int i = 0; i < endings.size(); i++) {
      Ending ending = endings.get(i);
      long count = totals.count(ending);
      rows.bar(ending.style(), ending.label(), count, share(ending), hints.get(i));
    }
    rows.end();
  }

  private String hint(Ending ending) {
    return ending.label() + ": " + calls(totals.count(ending)) + ", " + share(ending);
  }

  private String share(Ending ending) {
    return Figures.share(totals.count(ending), totals.calls());
  }

  void durations(Frame frame) {
    Durations talk = totals.talk();
    List<Long> counts =
        Length.ALL.stream().map(length -> talk.between(length.from(), length.before())).toList();
    double most = counts.stream().mapToLong(count -> count).max().orElse(0);
    String description =
        "Half of the answered calls lasted no longer than "
            + Figures.duration(talk.percentile(50))
            + ".";
    Rows rows = Rows.begin(page, frame, description, most, counts.size());
    for (int i = 0; i < counts.size(); i++) {
      String words = Length.ALL.get(i).words();
      long count = counts.get(i);
      rows.bar("length", words, count, Figures.count(count), words + ": " + calls(count));
    }
    rows.end();
  }

  private static String calls(long count) {
    return Figures.count(count, "call");
  }

  /** In seconds; the bounds are such that {@link Durations#between} is exact. */
  private record Length(String words, long from, long before) {
    static final List<Length> ALL =
        List.of(
            new Length("under 10 s", 0, 10),
            new Length("10 to 30 s", 10, 30),
            new Length("30 s to 1 min", 30, 60),
            new Length("1 to 2 min", 60, 120),
            new Length("2 to 5 min", 120, 300),
            new Length("5 to 10 min", 300, 600),
            new Length("10 to 30 min", 600, 1_800),
            new Length("30 min to 1 h", 1_800, 3_600),
            new Length("1 h or longer", 3_600, Long.MAX_VALUE));
  }
}
