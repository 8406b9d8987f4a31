package io.dialflux.simulator.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is made anew means what it meant. */
class PiecesTest {
  private static final int ROUNDS = 300;
  private static final String TEXT =
      "{\"a\":\"x{}[],: \\\"y\\\\\",\"b\":[1,-2.5e3,null,true,{}],\"c\":{\"d\":\"é\"}}";

  private static Plan all(long seed) {
    Map<RelayBehaviour, Double> rates = new EnumMap<>(RelayBehaviour.class);
    for (RelayBehaviour behaviour : RelayBehaviour.values()) {
      rates.put(behaviour, 1.0);
    }
    return new RelayScript(seed, rates, Duration.ZERO, Duration.ZERO).plan(1, 1);
  }

  private static MessageReader reader(byte[] bytes) {
    return new MessageReader(new ByteArrayInputStream(bytes));
  }

  private static byte[] random(Random random) {
    byte[] bytes = new byte[random.nextInt(10_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void spacesChangeNoJson() {
    JsonMapper json = new JsonMapper();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] spaced = JsonSpaces.in(TEXT.getBytes(UTF_8), all(i));
      assertThat(json.readTree(spaced)).isEqualTo(json.readTree(TEXT));
    }
  }

  @Test
  void membersAreOneBody() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] body = random(random);
      byte[] gzip = GzipMembers.of(body, all(i));
      assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
          .isEqualTo(body);
    }
  }

  @Test
  void chunksAreOneBody() throws IOException {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] body = random(random);
      List<byte[]> parts = new ArrayList<>();
      new Chunks(all(i)).write(body, parts);
      parts.add(Bytes.of("\r\n"));
      assertThat(reader(Bytes.joined(parts)).chunked()).isEqualTo(body);
    }
  }

  @Test
  void linesAreTheSameFields() throws IOException {
    Fields fields = new Fields();
    fields.add("Content-Type", "application/json; charset=utf-8");
    fields.add("Date", "Tue, 18 Aug 2026 09:05:00 GMT");
    fields.add("X-Empty", "");
    for (int i = 0; i < ROUNDS; i++) {
      List<byte[]> parts = new ArrayList<>();
      new HeaderLines(all(i)).write(fields, parts);
      Fields read = reader(Bytes.joined(parts)).fields();
      for (Fields.Field field : fields.all()) {
        assertThat(read.value(field.name()).strip()).isEqualTo(field.value());
      }
      assertThat(new String(Bytes.joined(parts), ISO_8859_1)).endsWith("\r\n\r\n");
    }
  }

  @Test
  void qualitiesAreUnderstood() {
    assertThat(accepts("gzip")).isTrue();
    assertThat(accepts("deflate, GZIP;q=0.5")).isTrue();
    assertThat(accepts("gzip; q=0.000")).isFalse();
    assertThat(accepts("gzip;q=0")).isFalse();
    assertThat(accepts("br, *")).isFalse();
    assertThat(accepts("")).isFalse();
  }

  private static boolean accepts(String codings) {
    Fields fields = new Fields();
    fields.add("Accept-Encoding", codings);
    return fields.acceptsGzip();
  }
}
