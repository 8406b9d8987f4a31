/** What a person, a program and an eye get to see. */
@NullMarked
package io.dialflux.benchmark.report;

import org.jspecify.annotations.NullMarked;
