package io.dialflux.campaign;

import java.util.List;

/**
 * What a store made of one batch of rows.
 *
 * @param rows how many there were
 * @param added the leads that are new
 * @param known the rows that were loaded before: their person is there, from the same line
 * @param rejected the rows by which nobody can be called, by line
 * @param repeated the rows whose person is there from another line, by line
 */
public record LoadedBatch(
    int rows, int added, int known, List<RejectedRow> rejected, List<RejectedRow> repeated) {}
