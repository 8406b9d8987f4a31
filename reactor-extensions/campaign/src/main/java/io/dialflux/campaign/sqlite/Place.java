package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.WaitReason;
import org.jspecify.annotations.Nullable;

/** Where a lead is counted. */
record Place(LeadState state, @Nullable WaitReason waitsFor) {
  static Place of(LeadState state) {
    return new Place(state, null);
  }

  static Place of(LeadState state, @Nullable String wait) {
    return new Place(state, wait == null || wait.isEmpty() ? null : WaitReason.valueOf(wait));
  }

  /** As it is written. */
  String text() {
    return waitsFor == null ? "" : waitsFor.name();
  }
}
