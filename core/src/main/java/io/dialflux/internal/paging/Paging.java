package io.dialflux.internal.paging;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How a chain of linked pages is walked.
 *
 * @param fetch reads the page behind a link, when subscribed to
 * @param items what a page brings, in order
 * @param next where the next page is; null after the last
 * @param failure the error to signal when the page behind a link cannot be had
 * @param <L> a link to a page
 * @param <P> a page
 * @param <T> an item of a page
 */
public record Paging<L, P, T>(
    Function<L, Mono<P>> fetch,
    Function<P, List<T>> items,
    Function<P, @Nullable L> next,
    BiFunction<L, Throwable, Throwable> failure) {}
