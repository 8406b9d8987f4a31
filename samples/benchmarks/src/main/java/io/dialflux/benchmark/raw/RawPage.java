package io.dialflux.benchmark.raw;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A page of calls: what is read of it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public final class RawPage {
  public List<RawCall> calls = List.of();
  public @Nullable String nextPageUri;
}
