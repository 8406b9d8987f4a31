package io.dialflux.history;

/** How calls are written. */
enum Format {
  JSON_LINES,
  CSV,
  /** CSV in which no cell is a formula to a spreadsheet. */
  NEUTRAL_CSV
}
