@org.jspecify.annotations.NullMarked
package io.dialflux.dial;
