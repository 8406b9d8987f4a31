/**
 * The proof that an export may be killed at any instant: a simulated Twilio of many faults runs in
 * one JVM, the export in another, which is killed (SIGKILL) again and again and started again with
 * the same arguments; then the file is compared with what Twilio lists. And that a history needs
 * little memory: it is read in a JVM that has no more.
 */
@NullMarked
package io.dialflux.history.kill;

import org.jspecify.annotations.NullMarked;
