@NullMarked
package io.dialflux.campaign;

import org.jspecify.annotations.NullMarked;
