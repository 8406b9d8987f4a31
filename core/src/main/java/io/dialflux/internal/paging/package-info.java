/** Not public API: the demand-exact pager. */
@NullMarked
package io.dialflux.internal.paging;

import org.jspecify.annotations.NullMarked;
