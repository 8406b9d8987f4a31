/**
 * What a history of calls adds up to, in memory that does not grow with the calls, and its page for
 * a browser. Nothing here holds a phone number, a name or a SID.
 */
@NullMarked
package io.dialflux.cli.summary;

import org.jspecify.annotations.NullMarked;
