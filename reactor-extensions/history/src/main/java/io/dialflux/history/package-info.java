/**
 * Histories of millions of calls: day windows read side by side, resumable at any call, in flat
 * memory, and exported to files that survive being cut off at any instant.
 */
@NullMarked
package io.dialflux.history;

import org.jspecify.annotations.NullMarked;
