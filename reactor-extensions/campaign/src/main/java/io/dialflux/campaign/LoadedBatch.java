package io.dialflux.campaign;

import java.util.List;

/**
 * What a store made of one batch of rows.
 *
 * @param rows how many there were
 * @param added the leads that are new
 * @param known the rows whose person was there before
 * @param problems rejected rows, and known ones that stand in another line than the lead
 */
public record LoadedBatch(int rows, int added, int known, List<RejectedRow> problems) {}
