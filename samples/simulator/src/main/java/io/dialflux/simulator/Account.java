package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/**
 * An account or, when it has a parent, a subaccount, with the calls that were placed on it.
 *
 * @param test whether it stands for test credentials, which dial nobody
 */
record Account(
    String sid,
    @Nullable String parentSid,
    boolean test,
    AccountCalls calls,
    CallProgress progress,
    CallJson json,
    CallEventsJson events) {}
