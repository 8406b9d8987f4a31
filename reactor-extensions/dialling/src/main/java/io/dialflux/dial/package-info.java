/** Dialling very many numbers: at a pace, by demand, with one result for each request. */
@NullMarked
package io.dialflux.dial;

import org.jspecify.annotations.NullMarked;
