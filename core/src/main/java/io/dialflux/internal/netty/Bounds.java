package io.dialflux.internal.netty;

import org.jspecify.annotations.Nullable;

/** What bounds the operation that a request belongs to; rides on the request as its attachment. */
public interface Bounds {
  /** How far the operation got over all its tries; null where nothing bounds the operation. */
  @Nullable Delivery operation();

  /** When the request may be written at the latest; null for no bound. */
  @Nullable LastMoment last();
}
