package io.dialflux.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which page a list request asks for, and the links that lead from it to others. */
record PageRequest(
    String path,
    String filters,
    CallFilter filter,
    int pageSize,
    int page,
    @Nullable String token) {
  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 1000;
  private static final String OLDER = "PA";
  private static final String NEWER = "PB";
  private static final Set<String> STATE = Set.of("PageSize", "Page", "PageToken");

  static PageRequest of(String path, Parameters query) {
    int size = query.integer("PageSize", DEFAULT_SIZE);
    if (size > MAX_SIZE) {
      throw ApiError.badRequest(20007, "Page size must be 1000 or less");
    }
    if (size < 1) {
      throw ApiError.badRequest(20422, "Page size must be 1 or more");
    }
    String filters = query.encode(name -> !STATE.contains(name));
    int page = Math.max(0, query.integer("Page", 0));
    return new PageRequest(
        path, filters, CallFilter.of(query), size, page, query.last("PageToken"));
  }

  boolean backwards() {
    return token != null && token.startsWith(NEWER);
  }

  /** The sequence number where reading begins. */
  long first(AccountCalls calls) {
    if (token == null || token.isEmpty()) {
      return calls.size() - 1;
    }
    long anchor = token.length() > 2 ? calls.sequence(token.substring(2)) : -1;
    if (anchor < 0 || !(token.startsWith(OLDER) || token.startsWith(NEWER))) {
      throw ApiError.badRequest(21481, "Invalid PageToken");
    }
    return backwards() ? anchor + 1 : anchor - 1;
  }

  String self() {
    return link(page) + (token == null ? "" : "&PageToken=" + token);
  }

  String firstPage() {
    return link(0);
  }

  String olderThan(String sid) {
    return link(page + 1) + "&PageToken=" + OLDER + sid;
  }

  String newerThan(String sid) {
    return link(page - 1) + "&PageToken=" + NEWER + sid;
  }

  private String link(int number) {
    return path + "?" + filters + "PageSize=" + pageSize + "&Page=" + number;
  }
}
