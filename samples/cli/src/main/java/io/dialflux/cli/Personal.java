package io.dialflux.cli;

import io.dialflux.campaign.Lead;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with columns of the list in braces, as {@code Hello {name}}. */
final class Personal {
  private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

  private final String text;
  private final UnaryOperator<String> escape;

  private Personal(String text, UnaryOperator<String> escape) {
    this.text = text;
    this.escape = escape;
  }

  /** A value is encoded, so that it cannot leave its place in the address. */
  static Personal url(String text) {
    return new Personal(
        text, value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /** A value is escaped, so that it is what is said and never a verb. */
  static Personal xml(String text) {
    return new Personal(text, Personal::escaped);
  }

  private static String escaped(String value) {
    return value
        .replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  /** Whether it is the same for everybody. */
  boolean isFixed() {
    return !COLUMN.matcher(text).find();
  }

  /**
   * @throws IllegalArgumentException naming what is no column
   */
  void check(Collection<String> columns) {
    COLUMN
        .matcher(text)
        .results()
        .map(column -> column.group(1))
        .filter(column -> !columns.contains(column))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new IllegalArgumentException(
                  "the list has no column '" + unknown + "' but " + String.join(", ", columns));
            });
  }

  /** The text for a lead; nothing stands for a column that it does not have. */
  String of(Lead lead) {
    return COLUMN
        .matcher(text)
        .replaceAll(column -> Matcher.quoteReplacement(escape.apply(value(lead, column))));
  }

  private static String value(Lead lead, MatchResult column) {
    return lead.data().getOrDefault(column.group(1), "");
  }
}
