/**
 * The proof that a campaign may be killed at any instant. A simulated Twilio runs in one JVM, the
 * dialler in another, which is killed (SIGKILL) again and again and started again with the same
 * arguments; then the simulator's oracle and plain SQL on the ledger judge, both outside the
 * program.
 *
 * <p>{@code mvn verify} runs a small form, {@code mvn -Pkill} the long one. {@code -Dkill.leads},
 * {@code -Dkill.kills} and {@code -Dkill.seed} choose another.
 */
@NullMarked
package io.dialflux.campaign.kill;

import org.jspecify.annotations.NullMarked;
