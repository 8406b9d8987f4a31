/**
 * A local Twilio: a real HTTP server that speaks the Voice Calls API, dials nobody, fails on demand
 * and remembers which phones it would have rung. Start with {@link
 * io.dialflux.simulator.Simulator#builder()}.
 */
@org.jspecify.annotations.NullMarked
package io.dialflux.simulator;
