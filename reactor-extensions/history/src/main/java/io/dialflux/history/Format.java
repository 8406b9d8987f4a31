package io.dialflux.history;

/** How calls are written. */
enum Format {
  JSON_LINES("jsonl") {
    @Override
    CallWriter writer(ByteText text) {
      return new JsonLines(text);
    }
  },
  CSV("csv") {
    @Override
    CallWriter writer(ByteText text) {
      return new CsvLines(text, false);
    }
  },
  /** CSV in which no cell is a formula to a spreadsheet. */
  NEUTRAL_CSV("csv neutral") {
    @Override
    CallWriter writer(ByteText text) {
      return new CsvLines(text, true);
    }
  };

  private final String text;

  Format(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  abstract CallWriter writer(ByteText text);
}
