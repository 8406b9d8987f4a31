package io.dialflux.internal.netty;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;

/**
 * What a transport is made of.
 *
 * @param base scheme, host and port
 * @param customizer applied before everything that safety needs
 */
public record TransportOptions(
    URI base,
    int maxConnections,
    int maxPending,
    Duration connectTimeout,
    Duration acquireTimeout,
    Duration responseTimeout,
    Duration maxIdleTime,
    boolean compression,
    Scheduler scheduler,
    UnaryOperator<HttpClient> customizer) {}
