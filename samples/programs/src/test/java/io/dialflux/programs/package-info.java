@NullMarked
package io.dialflux.programs;

import org.jspecify.annotations.NullMarked;
