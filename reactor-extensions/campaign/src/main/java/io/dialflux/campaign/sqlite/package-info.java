/** The ledger in one SQLite file, which anyone can open and read. */
@NullMarked
package io.dialflux.campaign.sqlite;

import org.jspecify.annotations.NullMarked;
