package io.dialflux.benchmark.server;

/** The one account that the mock knows, and how its listings and calls are addressed. */
public final class Account {
  public static final String SID = "AC0123456789abcdef0123456789abcdef";
  public static final String TOKEN = "0123456789abcdef0123456789abcdef";
  public static final String PATH = "/2010-04-01/Accounts/" + SID + "/Calls";

  private static final long FIRST_NUMBER = 15_550_000_000L;

  private Account() {}

  /** A number to call. */
  public static String number(long n) {
    return "+" + (FIRST_NUMBER + n % 10_000_000);
  }

  /** A number as Twilio writes it for people. */
  static String formatted(String number) {
    int at = number.length() - 10;
    String area = number.substring(at, at + 3);
    return "(" + area + ") " + number.substring(at + 3, at + 6) + "-" + number.substring(at + 6);
  }

  /** The filter that asks for a listing of so many pages: the mock keeps no state. */
  public static String pages(int pages) {
    return number(pages);
  }

  /** How many pages a filter asks for. */
  static int pagesOf(String digits) {
    return (int) (Long.parseLong(digits) - FIRST_NUMBER);
  }
}
