package io.dialflux.simulator;

import java.util.HexFormat;

/** The 32 hex digits of SIDs that nothing leads back from. */
final class Sids {
  private static final HexFormat HEX = HexFormat.of();

  private Sids() {}

  static String hex(long hash) {
    return HEX.toHexDigits(hash) + HEX.toHexDigits(Hash.of(hash, 1));
  }
}
