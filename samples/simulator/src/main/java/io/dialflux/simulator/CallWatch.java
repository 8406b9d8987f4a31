package io.dialflux.simulator;

/**
 * Learns what happens to calls. Is told under the lock of {@link AccountCalls}, so only notes it.
 */
interface CallWatch {
  CallWatch NOBODY =
      new CallWatch() {
        @Override
        public void placed(PlacedCall call) {}

        @Override
        public void dialled(PlacedCall call) {}

        @Override
        public void neverDialled(PlacedCall call) {}

        @Override
        public void changed(PlacedCall call) {}
      };

  void placed(PlacedCall call);

  void dialled(PlacedCall call);

  /** The call left the queue without being dialled. */
  void neverDialled(PlacedCall call);

  /** A request ended or redirected the call. */
  void changed(PlacedCall call);
}
