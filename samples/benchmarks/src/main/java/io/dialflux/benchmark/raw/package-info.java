/**
 * The baselines, <b>frozen</b>: what one would write by hand on Reactor Netty and Jackson, with the
 * same pool and HTTP settings as Dialflux. They stay as they are, so that a figure of today can be
 * compared with one of last year. Nothing here uses Dialflux.
 */
@NullMarked
package io.dialflux.benchmark.raw;

import org.jspecify.annotations.NullMarked;
