package io.dialflux.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QueryTest {
  @Test
  void namesAndValuesAreDecoded() {
    Query query = new Query("/x?T%6f=%2B1&To=a%20b+c&From=&Status&=x&&a=b=c#To=2");
    assertThat(query.values("To")).containsExactly("+1", "a+b+c");
    assertThat(query.values("From")).isEmpty();
    assertThat(query.values("Status")).isEmpty();
    assertThat(query.values("a")).containsExactly("b=c");
    assertThat(new Query("/x").values("To")).isEmpty();
    assertThat(new Query("/x#?To=1").values("To")).isEmpty();
  }

  @Property(tries = 500)
  void whatAFormWritesIsReadAgain(@ForAll String value) {
    String sent = value.isEmpty() ? "x" : value.replaceAll("[\\ud800-\\udfff]", "");
    String link = "?" + Form.EMPTY.with("To", sent).with("Page", "1").query();
    String read = String.join("", new Query(link).values("To"));
    assertThat(read).isEqualTo(sent.replace(' ', '+'));
  }

  @Property(tries = 500)
  void nothingThrows(@ForAll String text) {
    new Query(text);
    new Query("?" + text + "%");
    assertThat(Escapes.decode("%" + text)).isNotNull();
  }
}
