package io.dialflux.campaign;

/**
 * What comparing a ledger with Twilio's list brought.
 *
 * @param calls how many calls of ours the list had in that time
 * @param adopted how many of them the ledger did not know and now holds
 */
public record Reconciled(long calls, long adopted) {}
