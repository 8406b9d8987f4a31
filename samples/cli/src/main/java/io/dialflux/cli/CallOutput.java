package io.dialflux.cli;

import io.dialflux.call.Call;

/** How calls are shown. */
interface CallOutput {
  /** One call that was asked for, with all that is known of it. */
  void one(Call call);

  /** The next call of a list. */
  void listed(Call call);

  /** After a list: how many there were. */
  void end(long count);

  void deleted(String sid);
}
