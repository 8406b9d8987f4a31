package io.dialflux.cli;

/** What became of a lead. */
record LeadResult(Lead lead, LeadOutcome outcome) {}
