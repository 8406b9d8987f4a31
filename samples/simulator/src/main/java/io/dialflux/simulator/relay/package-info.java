/**
 * A relay that stands between an HTTP client and its server and does to answers what the world
 * does: everything that HTTP/1.1 allows, and on request some things that it does not. Start with
 * {@link io.dialflux.simulator.relay.HostileRelay#to(java.net.URI)}.
 *
 * <p>For maintainers: a {@code RelayConnection} reads whole requests and whole answers ({@code
 * MessageReader}). {@code RelayScript} draws a {@code Plan} for each answer, {@code AnswerShape}
 * makes the new bytes from it, and {@code Packets} decides in which writes they leave.
 */
@org.jspecify.annotations.NullMarked
package io.dialflux.simulator.relay;
