@NullMarked
package io.dialflux.campaign.sqlite;

import org.jspecify.annotations.NullMarked;
