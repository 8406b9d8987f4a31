/** One contender at work, in a process of its own. */
@NullMarked
package io.dialflux.benchmark.run;

import org.jspecify.annotations.NullMarked;
