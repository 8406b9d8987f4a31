package io.dialflux.benchmark.report;

/**
 * A target and what came of it.
 *
 * @param work what is done
 * @param wanted the target, with its unit
 * @param measured what was measured, in the same unit
 */
public record Target(String work, String wanted, String measured, boolean met) {}
