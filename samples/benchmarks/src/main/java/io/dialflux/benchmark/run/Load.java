package io.dialflux.benchmark.run;

/** Keeps a number of creates under way until it is stopped. */
interface Load {
  void start();

  /** Lets what is under way end. */
  void stop() throws InterruptedException;
}
