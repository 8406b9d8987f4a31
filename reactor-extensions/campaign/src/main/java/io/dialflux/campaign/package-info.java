/**
 * Campaigns that survive being killed at any instant: a ledger of leads and attempts, its rules,
 * and the dialler on it.
 *
 * <p><b>Guarantee.</b> At most one POST is sent per attempt; no second attempt is made for a person
 * without a definite rejection, proof that nothing was sent, a terminal outcome that a retry policy
 * covers, or an explicit operator or policy decision. Every lead ends in a terminal or HELD state
 * with its reason: the counts always add up.
 */
@NullMarked
package io.dialflux.campaign;

import org.jspecify.annotations.NullMarked;
