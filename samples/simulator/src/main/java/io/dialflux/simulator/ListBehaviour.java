package io.dialflux.simulator;

/**
 * In what lists are less tidy than one would like.
 *
 * @param lagMillis how long a new call is missing from lists and cannot be fetched
 * @param emptyPages the share of pages behind the first that come without calls, though more follow
 * @param tokenMillis how long a page token is good for, or -1 for ever
 */
record ListBehaviour(long seed, long lagMillis, double emptyPages, long tokenMillis) {

  /** Follows from the page itself: who reads it again finds it as it was. */
  boolean comesEmpty(PageRequest request) {
    return request.token() != null
        && emptyPages > 0
        && Hash.unit(Hash.of(Hash.of(seed, request.token().sid()), request.page())) < emptyPages;
  }

  PageToken issue(boolean older, String sid, long now) {
    return new PageToken(older, sid, tokenMillis < 0 ? -1 : now);
  }

  void check(PageToken token, long now) {
    if (tokenMillis >= 0 && now - token.issuedAt() > tokenMillis) {
      throw ApiError.badRequest(21481, "Invalid PageToken: it has expired");
    }
  }
}
