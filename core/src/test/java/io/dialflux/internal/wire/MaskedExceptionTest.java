package io.dialflux.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others throw is handed on, but for what is personal in it. */
class MaskedExceptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection refused: api.twilio.com/54.172.60.12:443",
        "Connection refused: /127.0.0.1:46463",
        "connection timed out after 10000 ms: localhost/127.0.0.1:8080",
        "[id: 0x1a2b3c4d, L:/127.0.0.1:50234 - R:localhost/127.0.0.1:8080] closed",
        "Failed to resolve 'api.twilio.invalid' [A(1), AAAA(28)]",
        "java.net.UnknownHostException: api.twilio.invalid",
        "PKIX path building failed: unable to find valid certification path",
        "CA0123456789abcdef0123456789abcdef",
        ""
      })
  void whatHoldsNothingPersonalIsLeftAsItIs(String message) {
    Exception thrown = new IOException(message, new ConnectException(message));
    thrown.addSuppressed(new IllegalStateException(message));
    assertThat(MaskedException.of(thrown)).isSameAs(thrown);
    Exception silent = new IOException();
    assertThat(MaskedException.of(silent)).isSameAs(silent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid version format: +15558675310",
        "bad URI /2010-04-01/Calls.json?To=%2B15558675310&From=Anna",
        "text {\"caller_name\": \"Anna\"}",
        "text: <Response><Say>Hello Anna</Say></Response>",
        "(555) 867-5310 is Anna's",
        "sip:Anna@example.com",
        "client:Anna",
        "of 127.0.0.1 and +15558675310",
        "1.555.867.5310 is no address"
      })
  void whatIsPersonalIsMaskedWhereverItStands(String message) {
    Exception direct = new IllegalArgumentException(message);
    Exception cause = new IOException("outer", new IOException("middle", direct));
    Exception suppressing = new IOException("outer");
    suppressing.addSuppressed(new IOException("inner", direct));
    for (Exception thrown : new Exception[] {direct, cause, suppressing}) {
      Throwable masked = MaskedException.of(thrown);
      assertThat(masked).isNotSameAs(thrown);
      assertThat(everything(masked))
          .contains("java.lang.IllegalArgumentException: ")
          .contains("[masked]")
          .contains("at " + getClass().getName() + ".whatIsPersonalIsMaskedWhereverItStands")
          .doesNotContain("5558675310", "867", "{", "<Response");
    }
    assertThat(everything(MaskedException.of(cause)))
        .contains("java.io.IOException: outer", "Caused by: java.io.IOException: middle");
    assertThat(everything(MaskedException.of(suppressing)))
        .contains("java.io.IOException: outer", "Suppressed: java.io.IOException: inner");
  }

  @Test
  void anExceptionThatPrintsMoreThanItsMessageIsMaskedToo() {
    Exception talkative =
        new IOException("short") {
          private static final long serialVersionUID = 1L;

          @Override
          public String toString() {
            return "short, of +15558675310";
          }
        };
    assertThat(everything(MaskedException.of(talkative)))
        .contains("short")
        .doesNotContain("5558675310");
  }

  /** Names look like any other word, so it is told by who says it. */
  @Test
  void whatADecoderQuotesIsLeftOut() {
    Exception odd = new NumberFormatException("not a number: Anna");
    assertThat(MaskedException.of(odd)).isSameAs(odd);
    odd.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.lang.Long", "parseLong", "Long.java", 1),
          new StackTraceElement("io.netty.handler.codec.http.HttpUtil", "length", "HttpUtil", 1)
        });
    assertThat(MaskedException.of(odd))
        .hasToString("java.lang.NumberFormatException: not a number: [masked]");
    Exception plain = new IllegalStateException("closed");
    plain.setStackTrace(odd.getStackTrace());
    assertThat(MaskedException.of(plain)).isSameAs(plain);
  }

  @Test
  void whatCameInsteadOfATlsRecordIsLeftOut() {
    String dump = HexFormat.of().formatHex("HTTP/1.1 400 Anna Anna\r\n\r\n".getBytes(UTF_8));
    assertThat(MaskedException.of(new IOException("not an SSL/TLS record: " + dump)))
        .hasMessage("not an SSL/TLS record: [masked]");
  }

  @Test
  void whatItStandsForIsToBeTold() {
    Throwable masked = MaskedException.of(new ConnectException("+15558675310"));
    assertThat(MaskedException.is(masked, IOException.class)).isTrue();
    assertThat(MaskedException.is(masked, IllegalStateException.class)).isFalse();
    assertThat(MaskedException.is(new ConnectException(), IOException.class)).isTrue();
    assertThat(MaskedException.is(new ConnectException(), IllegalStateException.class)).isFalse();
  }

  @Test
  void whatLeadsBackToItselfEnds() {
    Exception first = new IOException("first +15558675310");
    Exception second = new IOException("second", first);
    first.initCause(second);
    first.addSuppressed(second);
    Throwable masked = MaskedException.of(first);
    assertThat(masked).hasMessage("first [masked]");
    assertThat(masked.getCause()).hasMessage("second").hasCause(masked);
    assertThat(everything(masked)).doesNotContain("5558675310");
    Exception one = new IOException("one");
    Exception other = new IOException("other", one);
    one.initCause(other);
    assertThat(MaskedException.of(one)).isSameAs(one);
  }

  @Test
  void aChainWithoutEndIsCutOff() {
    Exception deep = new IOException("+15558675310");
    for (int i = 0; i < 100_000; i++) {
      deep = new IOException("level", deep);
    }
    int levels = 0;
    for (Throwable t = MaskedException.of(deep); t != null; t = t.getCause()) {
      assertThat(t.getMessage()).isEqualTo("level");
      levels++;
    }
    assertThat(levels).isEqualTo(100);
  }

  private static String everything(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
