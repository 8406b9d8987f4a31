package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/** An account or, when it has a parent, a subaccount, with the calls that were placed on it. */
record Account(String sid, @Nullable String parentSid, AccountCalls calls, CallJson json) {}
