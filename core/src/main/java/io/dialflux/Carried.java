package io.dialflux;

import io.dialflux.http.ApiRequest;
import io.dialflux.internal.netty.Bounds;
import io.dialflux.internal.netty.Delivery;
import io.dialflux.internal.netty.LastMoment;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one operation and rides on its request. It is not in the Reactor context, where
 * the operations that a user's filter asks for would find it too.
 *
 * @param taker where the calls of a page go; null where the answer's body is the page
 */
record Carried(@Nullable Delivery operation, @Nullable LastMoment last, @Nullable PageTaker taker)
    implements Bounds {
  private static final Carried NOTHING = new Carried(null, null, null);

  static Carried by(ApiRequest request) {
    return request.attachment() instanceof Carried carried ? carried : NOTHING;
  }

  static Carried until(LastMoment last) {
    return new Carried(null, last, null);
  }

  static Carried to(PageTaker taker) {
    return new Carried(null, null, taker);
  }

  Carried within(Delivery operation) {
    return new Carried(operation, last, taker);
  }
}
