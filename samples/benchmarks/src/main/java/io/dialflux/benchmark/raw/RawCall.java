package io.dialflux.benchmark.raw;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;

/** A call as a plain class with all 26 fields. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public final class RawCall {
  public @Nullable String sid;
  public @Nullable String accountSid;
  public @Nullable String parentCallSid;
  public @Nullable String phoneNumberSid;
  public @Nullable String groupSid;
  public @Nullable String trunkSid;
  public @Nullable String status;
  public @Nullable String direction;
  public @Nullable String answeredBy;

  @JsonDeserialize(using = RawTypes.Rfc2822.class)
  public @Nullable Instant dateCreated;

  @JsonDeserialize(using = RawTypes.Rfc2822.class)
  public @Nullable Instant dateUpdated;

  @JsonDeserialize(using = RawTypes.Rfc2822.class)
  public @Nullable Instant startTime;

  @JsonDeserialize(using = RawTypes.Rfc2822.class)
  public @Nullable Instant endTime;

  @JsonDeserialize(using = RawTypes.Seconds.class)
  public @Nullable Duration duration;

  @JsonDeserialize(using = RawTypes.Millis.class)
  public @Nullable Duration queueTime;

  public @Nullable BigDecimal price;
  public @Nullable String priceUnit;
  public @Nullable String to;
  public @Nullable String toFormatted;
  public @Nullable String from;
  public @Nullable String fromFormatted;
  public @Nullable String forwardedFrom;
  public @Nullable String callerName;
  public @Nullable String apiVersion;
  public @Nullable String uri;
  public @Nullable Map<String, String> subresourceUris;
}
