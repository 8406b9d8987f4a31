/**
 * Twilio's callbacks: whether they are really Twilio's, what they say, and one call followed to its
 * end by them.
 *
 * <p>{@link io.dialflux.callback.Callbacks} answers them, on a Reactor Netty server or any other;
 * {@link io.dialflux.callback.CallEvents} makes a {@code Flux} of them; {@link
 * io.dialflux.callback.CallWatcher} follows a call.
 */
@NullMarked
package io.dialflux.callback;

import org.jspecify.annotations.NullMarked;
