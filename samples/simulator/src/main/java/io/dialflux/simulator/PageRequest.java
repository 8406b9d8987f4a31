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
    @Nullable PageToken token) {
  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 1000;
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
    String token = query.last("PageToken");
    return new PageRequest(
        path,
        filters,
        CallFilter.of(query),
        size,
        page,
        token == null || token.isEmpty() ? null : PageToken.parse(token));
  }

  boolean backwards() {
    return token != null && !token.older();
  }

  String self() {
    return link(page) + (token == null ? "" : "&PageToken=" + token);
  }

  String firstPage() {
    return link(0);
  }

  String next(PageToken older) {
    return link(page + 1) + "&PageToken=" + older;
  }

  String previous(PageToken newer) {
    return link(page - 1) + "&PageToken=" + newer;
  }

  private String link(int number) {
    return path + "?" + filters + "PageSize=" + pageSize + "&Page=" + number;
  }
}
