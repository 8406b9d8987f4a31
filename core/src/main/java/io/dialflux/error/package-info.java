/**
 * What can go wrong, told apart by type and by one question: may a phone have rung?
 *
 * @serial exclude
 */
@NullMarked
package io.dialflux.error;

import org.jspecify.annotations.NullMarked;
