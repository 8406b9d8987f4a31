/** A mock of Twilio that is never the bottleneck, in a process of its own. */
@NullMarked
package io.dialflux.benchmark.server;

import org.jspecify.annotations.NullMarked;
