package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
  private static final String LINK = "/2010-04-01/Accounts/AC1/Calls.json?PageToken=PACA1";

  @Test
  void itsValueIsReadAgainAsTheSameToken() {
    PageToken token = PageToken.of(CallFilter.all().to("+15558675310"), "PACA1").after("CA7");
    assertThat(PageToken.parse(token.value())).isEqualTo(token);
    assertThat(token.page()).isEqualTo("?To=%2B15558675310&Page=1&PageToken=PACA1");
    assertThat(token.after()).isEqualTo("CA7");
  }

  @Test
  void aLaterPlaceInThePageReplacesAnEarlierOne() {
    PageToken page = PageToken.parse(LINK);
    assertThat(page.after()).isNull();
    assertThat(page.after("CA7").after("CA8")).isEqualTo(page.after("CA8"));
  }

  @Test
  void aLinkWithAFiltersBareNameIsRead() {
    assertThat(PageToken.parse("/Calls.json?StartTime>=2026-11-22&To=a b").value())
        .isEqualTo("/Calls.json?StartTime%3E=2026-11-22&To=a%20b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "PACA1", "ftp://example.com/", "/Calls.json?To=%2", "a\nb"})
  void whatIsNoLinkIsRefusedWithoutBeingRepeated(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageToken.parse(text))
        .withMessageStartingWith("saved must")
        .withNoCause();
  }
}
