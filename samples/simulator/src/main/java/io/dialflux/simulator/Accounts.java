package io.dialflux.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The accounts and who may act on them: auth tokens, API keys and OAuth access tokens. */
final class Accounts {
  private final Map<String, Account> bySid;
  private final Map<String, String> sidByBasic;
  private final AccessTokens tokens;
  private final Set<String> suspended = ConcurrentHashMap.newKeySet();

  /**
   * @param sidByBasic the account that {@code user:password} stands for
   */
  Accounts(Map<String, Account> bySid, Map<String, String> sidByBasic, AccessTokens tokens) {
    this.bySid = Map.copyOf(bySid);
    this.sidByBasic = Map.copyOf(sidByBasic);
    this.tokens = tokens;
  }

  /** The account of a path, if the request may act on it: an account may act on its subaccounts. */
  Account authorized(@Nullable String authorization, String accountSid) {
    String caller = caller(authorization);
    Account account = bySid.get(accountSid);
    if (account == null || !(caller.equals(accountSid) || caller.equals(account.parentSid()))) {
      throw ApiError.unauthenticated();
    }
    if (suspended.contains(accountSid) || suspended.contains(caller)) {
      throw new ApiError(403, 20005, "Account " + accountSid + " is not active");
    }
    return account;
  }

  Collection<Account> all() {
    return bySid.values();
  }

  boolean suspended(String accountSid) {
    return suspended.contains(accountSid);
  }

  /**
   * @throws IllegalArgumentException when there is no such account
   */
  void suspend(String accountSid, boolean yes) {
    known(accountSid);
    if (yes) {
      suspended.add(accountSid);
    } else {
      suspended.remove(accountSid);
    }
  }

  /**
   * @throws IllegalArgumentException when there is no such account
   */
  void callsPerSecond(String accountSid, double rate, long now) {
    SimulatorBuilder.checkRate(rate);
    known(accountSid).calls().callsPerSecond(rate, now);
  }

  private Account known(String accountSid) {
    Account account = bySid.get(accountSid);
    if (account == null) {
      throw new IllegalArgumentException("accountSid: no such account");
    }
    return account;
  }

  private String caller(@Nullable String authorization) {
    if (authorization == null) {
      throw ApiError.unauthenticated();
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space);
    String value = authorization.substring(space + 1);
    if (scheme.equalsIgnoreCase("Bearer")) {
      return tokens.account(value);
    }
    String sid = scheme.equalsIgnoreCase("Basic") ? sidByBasic.get(decode(value)) : null;
    if (sid == null) {
      throw ApiError.unauthenticated();
    }
    return sid;
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.unauthenticated();
    }
  }
}
