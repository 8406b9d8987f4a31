/** Tests of the relay, with clients that are known to be right. */
@org.jspecify.annotations.NullMarked
package io.dialflux.simulator.relay;
