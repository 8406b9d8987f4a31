/**
 * The client: {@link io.dialflux.CallsClient} and what it is built from.
 *
 * <p>Everything is immutable; an option returns a new object.
 */
@NullMarked
package io.dialflux;

import org.jspecify.annotations.NullMarked;
