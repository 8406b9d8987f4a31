package io.dialflux.cli;

/**
 * A rule as it was written.
 *
 * @param name of the flag, without its dashes, which is the key in a file too
 * @param value as text
 * @param where it stands, for who wrote it
 */
record RuleText(String name, String value, String where) {
  IllegalArgumentException wrong(String message) {
    return new IllegalArgumentException(where + ": " + message);
  }
}
