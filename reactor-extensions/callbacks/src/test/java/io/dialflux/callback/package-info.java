@NullMarked
package io.dialflux.callback;

import org.jspecify.annotations.NullMarked;
