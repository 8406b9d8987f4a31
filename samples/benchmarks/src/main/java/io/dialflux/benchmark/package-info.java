/**
 * Dialflux beside raw Reactor Netty and the official SDK: the studies, and the processes they run.
 */
@NullMarked
package io.dialflux.benchmark;

import org.jspecify.annotations.NullMarked;
