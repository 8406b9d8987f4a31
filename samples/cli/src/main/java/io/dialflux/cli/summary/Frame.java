package io.dialflux.cli.summary;

/**
 * What is around a plot.
 *
 * @param id of its element on the page
 * @param title what it shows
 * @param description the point of it, for whoever cannot see it
 * @param wide whether it takes the page's whole width
 */
record Frame(String id, String title, String description, boolean wide) {}
