package io.dialflux.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET /simulator/oracle}: what the {@link Oracle} knows, as JSON. The query parameters
 * {@code number} and {@code attempt}, each repeatable, ask for the rings of those.
 */
final class OracleApi {
  private final Oracle oracle;

  OracleApi(Oracle oracle) {
    this.oracle = oracle;
  }

  Reply answer(ApiRequest request) {
    Parameters query = Parameters.parse(request.query());
    return Reply.json(200, json -> write(json, query));
  }

  private void write(JsonGenerator json, Parameters query) {
    json.writeStartObject();
    json.writeNumberProperty("total_rings", oracle.totalRings());
    json.writeNumberProperty("numbers_rung", oracle.numbersRung());
    json.writeNumberProperty("requests", oracle.requests());
    json.writeNumberProperty("create_requests", oracle.createRequests());
    json.writeNumberProperty("connections", oracle.connections());
    counts(json, "numbers_rung_again", oracle.numbersRungAgain());
    counts(json, "attempts_rung_again", oracle.attemptsRungAgain());
    counts(json, "numbers", asked(query.all("number"), oracle::rings));
    counts(json, "attempts", asked(query.all("attempt"), oracle::ringsOfAttempt));
    json.writeEndObject();
  }

  private static Map<String, Integer> asked(List<String> keys, ToIntFunction<String> rings) {
    return keys.stream().distinct().collect(Collectors.toMap(key -> key, rings::applyAsInt));
  }

  private static void counts(JsonGenerator json, String name, Map<String, Integer> counts) {
    json.writeObjectPropertyStart(name);
    counts.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
