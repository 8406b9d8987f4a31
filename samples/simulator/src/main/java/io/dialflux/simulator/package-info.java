/**
 * A local Twilio: a real HTTP server that speaks the Voice Calls API, dials nobody, fails on demand
 * and remembers which phones it would have rung. Start with {@link
 * io.dialflux.simulator.Simulator#builder()}.
 *
 * <p>For who reads the code: {@code Simulation} puts all parts together. {@code Endpoint} is one
 * HTTP exchange; it asks {@code CallsApi} (Twilio's paths) or {@code ControlApi} (the simulator's
 * own). {@code AccountCalls} holds an account's calls: {@code GeneratedHistory} before {@code
 * CallLog}, and {@code DialQueue} between placing and dialling. What state a call is in is never
 * stored but computed by {@code CallLife}. {@code CallProgress} follows calls that have webhooks
 * along the {@code Timeline} and sends them through {@code WebhookClient}.
 */
@org.jspecify.annotations.NullMarked
package io.dialflux.simulator;
