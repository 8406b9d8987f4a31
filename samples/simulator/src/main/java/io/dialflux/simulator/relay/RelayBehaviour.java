package io.dialflux.simulator.relay;

/**
 * Something that a {@link HostileRelay} does to an answer or to its connection.
 *
 * <p>Lawful behaviours are what RFC 9110, 9112 and 1952 oblige a client to understand. Each has a
 * usual rate, the share of answers that it is done to. Unlawful ones are never done unless a rate
 * or {@link HostileRelay#nextAnswer} asks for them.
 */
public enum RelayBehaviour {
  /**
   * One to four interim answers precede the final one: 100, 102, 103 with headers, or a 1xx that
   * has no name. Not to a client that speaks HTTP/1.0.
   */
  INTERIM_ANSWERS(0.3),

  /** Each byte of the head, and of the body's beginning, is written by itself. */
  BYTE_BY_BYTE(0.1),

  /** Interim answers, head and body are one write. */
  ONE_PACKET(0.3),

  /** Header names are lower case, upper case or mixed. */
  HEADER_CASE(0.5),

  /** No space, many spaces or tabs stand around header values. */
  HEADER_WHITE_SPACE(0.2),

  /** Header values go on in further lines (obs-fold), which a user agent must unfold. */
  FOLDED_HEADERS(0.2),

  /** Headers that nobody asked for, of up to 4,000 bytes together. */
  LONG_HEADERS(0.1),

  /** The reason phrase is empty, long, in another language, or looks like something else. */
  REASON_PHRASES(0.3),

  /** The status line says HTTP/1.0, and the connection ends with the answer. */
  HTTP_1_0(0.03),

  /** The body comes in chunks of any size, from single bytes to one for all. */
  CHUNKED(0.4),

  /** Chunks have extensions; only together with {@link #CHUNKED}. */
  CHUNK_EXTENSIONS(0.3),

  /** Header fields follow the last chunk; only together with {@link #CHUNKED}. */
  TRAILERS(0.3),

  /** The end of the connection is the end of the body. */
  CLOSE_DELIMITED(0.03),

  /** {@code Connection: close} is announced, and the connection closed after the answer. */
  CLOSE_ANNOUNCED(0.05),

  /** {@code Connection} is a list that names a header of this hop, with or without close. */
  CONNECTION_LISTS(0.2),

  /** The connection is closed some milliseconds after the answer, without a word. */
  CLOSE_IDLE(0.05),

  /**
   * The connection is closed or reset at the first byte of the next request on it, which the server
   * never sees: what a client meets whose request and the end of the keep-alive time cross.
   */
  CLOSE_AT_REUSE(0.02),

  /** The body is compressed, in one to three gzip members, where the client accepts it. */
  GZIP(0.4),

  /** Surplus white space stands between the tokens of a JSON body. */
  JSON_WHITE_SPACE(0.3),

  /** Some milliseconds pass at boundaries: before the answer, between heads, chunks and lines. */
  DELAYS(0.3),

  /** Unlawful: the same answer comes a second time, right behind the first. */
  SECOND_ANSWER,

  /** Unlawful: the same answer comes a second time, a drip's time later. */
  SECOND_ANSWER_LATER,

  /** Unlawful: bytes that belong to nothing follow the body. */
  SURPLUS_BYTES,

  /** Unlawful: a 204 has {@code Content-Length: 2} and a body. No effect on other answers. */
  BODY_WITH_204,

  /** Unlawful: what is said to be gzip is not, or is damaged. */
  GARBLED_GZIP,

  /** Unlawful: the gzip stream ends too soon, though the body is whole. */
  CUT_GZIP,

  /** Unlawful: the connection is closed in the middle of the announced body. */
  CUT_BODY,

  /** Unlawful: after the status line one header line comes each drip's time, for ever. */
  DRIPPING_HEAD,

  /** Unlawful: after half of the body one byte of white space comes each drip's time, for ever. */
  DRIPPING_BODY,

  /** Unlawful by custom: headers of 40 KB. */
  BIG_HEADERS,

  /** Unlawful: a 101 that nobody asked for precedes the answer. */
  UNASKED_SWITCH;

  private final double usualRate;

  RelayBehaviour(double usualRate) {
    this.usualRate = usualRate;
  }

  RelayBehaviour() {
    this(0);
  }

  /** {@return whether HTTP obliges clients to understand it} */
  public boolean lawful() {
    return usualRate > 0;
  }

  double usualRate() {
    return usualRate;
  }
}
