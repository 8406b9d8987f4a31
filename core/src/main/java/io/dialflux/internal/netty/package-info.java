/** Not public API: the transport. */
@NullMarked
package io.dialflux.internal.netty;

import org.jspecify.annotations.NullMarked;
