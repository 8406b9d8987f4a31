package io.dialflux.cli;

/**
 * What a dialler said of a lead, and what really happened.
 *
 * @param lead unique in its list
 * @param rings how often its phone rang
 */
record LeadResult(String lead, LeadOutcome outcome, int rings) {}
