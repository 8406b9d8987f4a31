/**
 * Programs of one subject each. Lines between {@code tag::name[]} and {@code end::name[]} are the
 * README's snippets; a test compares them.
 */
@NullMarked
package io.dialflux.programs;

import org.jspecify.annotations.NullMarked;
