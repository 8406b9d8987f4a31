/** The library's own operators beside plain Reactor, by JMH. */
@NullMarked
package io.dialflux.benchmark.operators;

import org.jspecify.annotations.NullMarked;
