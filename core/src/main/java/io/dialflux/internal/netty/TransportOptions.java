package io.dialflux.internal.netty;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;

/**
 * What a transport is made of.
 *
 * @param base scheme, host and port
 * @param proxy scheme (http, socks4 or socks5), host, port and perhaps user and password
 * @param maxHeaderSize of all headers of an answer together, in bytes
 * @param tls null for the platform's own trust
 * @param resolver null for Netty's own
 * @param customizer applied before everything that safety needs
 */
public record TransportOptions(
    URI base,
    int maxConnections,
    int maxPending,
    Duration connectTimeout,
    Duration tlsTimeout,
    Duration acquireTimeout,
    Duration responseTimeout,
    Duration maxIdleTime,
    int maxHeaderSize,
    boolean compression,
    @Nullable URI proxy,
    @Nullable SSLContext tls,
    @Nullable Function<String, Mono<InetAddress>> resolver,
    Scheduler scheduler,
    UnaryOperator<HttpClient> customizer) {}
