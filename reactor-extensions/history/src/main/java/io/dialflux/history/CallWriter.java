package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;

/** Writes calls, a line each. Not thread-safe. */
interface CallWriter {
  /** What stands before the first call. */
  void header();

  /** The call, with its line's end. */
  void write(Call call);

  /** The same, of a call that is lent. */
  void write(CallBytes call);
}
