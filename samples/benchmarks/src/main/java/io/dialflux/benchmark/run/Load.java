package io.dialflux.benchmark.run;

/** Keeps a number of creates under way until it is stopped. */
interface Load {
  void start();

  /** How many creates were begun so far. */
  long started();

  /** Lets what is under way end. */
  void stop() throws InterruptedException;
}
