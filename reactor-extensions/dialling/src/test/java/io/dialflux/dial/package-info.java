@NullMarked
package io.dialflux.dial;

import org.jspecify.annotations.NullMarked;
