/** A call as Twilio answers it, and what is asked for: to create, update and list calls. */
@NullMarked
package io.dialflux.call;

import org.jspecify.annotations.NullMarked;
