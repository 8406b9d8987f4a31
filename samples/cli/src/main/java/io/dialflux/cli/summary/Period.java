package io.dialflux.cli.summary;

import java.time.LocalDate;

/**
 * A stretch of time and its calls.
 *
 * @param first its first day, in UTC
 * @param last its last day, the same for a day
 */
public record Period(Grain grain, LocalDate first, LocalDate last, CallTotals totals) {}
