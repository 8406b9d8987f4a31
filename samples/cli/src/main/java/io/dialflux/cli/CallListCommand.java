package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** {@code dialflux call list}. */
@Command(
    name = "list",
    description = "Lists calls, newest first. A TIME is a UTC date or an instant.")
final class CallListCommand extends CallOperation {
  private static final int LARGEST_PAGE = 1000;

  @Option(names = "--to", paramLabel = "TO", description = "Calls to this number.")
  private @Nullable String to;

  @Option(names = "--from", paramLabel = "FROM", description = "Calls from this number.")
  private @Nullable String from;

  @Option(names = "--parent", paramLabel = "SID", description = "Legs of this call.")
  private @Nullable String parent;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      converter = StatusOption.class,
      completionCandidates = StatusOption.class,
      description = "Calls in this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable CallStatus status;

  @Option(names = "--started-from", paramLabel = "TIME", description = "Started then or later.")
  private @Nullable String startedFrom;

  @Option(names = "--started-before", paramLabel = "TIME", description = "Started before.")
  private @Nullable String startedBefore;

  @Option(names = "--ended-from", paramLabel = "TIME", description = "Ended then or later.")
  private @Nullable String endedFrom;

  @Option(names = "--ended-before", paramLabel = "TIME", description = "Ended before.")
  private @Nullable String endedBefore;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many, 0 for all; ${DEFAULT-VALUE} by default.")
  private long limit;

  CallListCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void run(CallsClient calls, CallOutput output) {
    Flux<Call> found = calls.list(filter());
    long count = 0;
    for (Call call : (limit > 0 ? found.take(limit) : found).toIterable(pageSize())) {
      output.listed(call);
      count++;
      if (count % LARGEST_PAGE == 0 && !isWanted()) { // to ask is to flush
        break;
      }
    }
    output.end(count);
  }

  private int pageSize() {
    return limit > 0 ? (int) Math.min(limit, LARGEST_PAGE) : LARGEST_PAGE;
  }

  private CallFilter filter() {
    CallFilter filter = CallFilter.all().pageSize(pageSize());
    filter = to == null ? filter : filter.to(to);
    filter = from == null ? filter : filter.from(from);
    filter = parent == null ? filter : filter.parentCall(parent);
    filter = status == null ? filter : filter.status(status);
    filter = startedFrom == null ? filter : filter.startedFrom(UtcTime.of(startedFrom));
    filter = startedBefore == null ? filter : filter.startedBefore(UtcTime.of(startedBefore));
    filter = endedFrom == null ? filter : filter.endedFrom(UtcTime.of(endedFrom));
    return endedBefore == null ? filter : filter.endedBefore(UtcTime.of(endedBefore));
  }
}
