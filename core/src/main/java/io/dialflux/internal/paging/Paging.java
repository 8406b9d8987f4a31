package io.dialflux.internal.paging;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * How a chain of linked pages is walked.
 *
 * @param fetch reads the page behind a link when subscribed to, as a whole or in parts; it is asked
 *     for everything at once
 * @param items what a part brings, in order
 * @param next where the next page is, by the page's last part; null after the last page
 * @param failure the error to signal when the page behind a link cannot be had
 * @param <L> a link to a page
 * @param <P> a page or a part of one
 * @param <T> an item of a page
 */
public record Paging<L, P, T>(
    Function<L, ? extends Publisher<P>> fetch,
    Function<P, List<T>> items,
    Function<P, @Nullable L> next,
    BiFunction<L, Throwable, Throwable> failure) {}
