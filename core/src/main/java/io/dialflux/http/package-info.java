/** The seam for behaviour of one's own: a filter around every exchange with Twilio. */
@NullMarked
package io.dialflux.http;

import org.jspecify.annotations.NullMarked;
