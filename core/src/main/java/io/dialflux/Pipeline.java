package io.dialflux;

import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.internal.netty.NettyTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** The way of a request from an operation to the network, and of its answer back. */
record Pipeline(
    NettyTransport transport,
    ExchangeFilter authentication,
    List<ExchangeFilter> userFilters,
    List<ExchangeFilter> attemptFilters,
    Scheduler scheduler) {

  /** The filters, outermost first; one that is switched off is not there. */
  Exchange exchange(RetryPolicy policy, @Nullable Duration operationTimeout) {
    List<ExchangeFilter> filters = new ArrayList<>();
    if (operationTimeout != null) {
      filters.add(new DeadlineFilter(operationTimeout, scheduler));
    }
    filters.addAll(userFilters); // outside the repetition: they see an operation once
    if (policy.attempts() > 1) {
      filters.add(new RetryFilter(policy, scheduler));
    }
    filters.addAll(attemptFilters); // inside the repetition: they see each attempt
    filters.add(new HeadersFilter());
    filters.add(authentication); // inside: each attempt with a token that is good then
    Exchange exchange = new Answers(transport, scheduler);
    for (int i = filters.size() - 1; i >= 0; i--) {
      exchange = filters.get(i).before(exchange);
    }
    return exchange;
  }
}
