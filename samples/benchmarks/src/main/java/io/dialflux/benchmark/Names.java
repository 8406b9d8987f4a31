package io.dialflux.benchmark;

/** The contenders as people know them. */
final class Names {
  private Names() {}

  static String of(String contender) {
    return switch (contender) {
      case "bytes" -> "Reactor Netty, bytes only";
      case "databind" -> "Reactor Netty, databind";
      case "streaming" -> "Reactor Netty, hand-written parse";
      case "dialflux" -> "Dialflux";
      case "twilio" -> "twilio-java";
      case "bulk" -> "BulkDialer, in memory";
      case "campaign" -> "Campaign, on its ledger";
      case "list" -> "Dialflux, list";
      case "list_read" -> "Dialflux, list, every field looked at";
      case "history" -> "Dialflux, history";
      case "jsonl" -> "Dialflux, JSON Lines";
      case "csv" -> "Dialflux, CSV";
      default -> contender;
    };
  }
}
