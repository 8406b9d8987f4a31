/** Not public API: form bodies, JSON and dates as they stand on the wire. */
@NullMarked
package io.dialflux.internal.wire;

import org.jspecify.annotations.NullMarked;
