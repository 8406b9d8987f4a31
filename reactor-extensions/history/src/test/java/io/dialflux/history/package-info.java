@NullMarked
package io.dialflux.history;

import org.jspecify.annotations.NullMarked;
