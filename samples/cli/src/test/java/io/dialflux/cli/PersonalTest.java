package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.campaign.Lead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonalTest {
  private static final Lead ADA =
      Lead.of("+12125550101").data(Map.of("name", "Ada & <Say>$1\n", "city", "Köln/Bonn"));

  @Test
  void aValueCannotLeaveItsPlace() {
    assertThat(Personal.url("https://example.com/hi?n={name}&c={city}").of(ADA))
        .isEqualTo("https://example.com/hi?n=Ada%20%26%20%3CSay%3E%241%0A&c=K%C3%B6ln%2FBonn");
    assertThat(Personal.xml("<Say>Hello {name}</Say>").of(ADA))
        .isEqualTo("<Say>Hello Ada &amp; &lt;Say&gt;$1 </Say>");
  }

  @Test
  void whatIsNoColumnIsNamed() {
    Personal text = Personal.xml("<Say>{name} of {town}</Say>");

    assertThat(text.isFixed()).isFalse();
    assertThatThrownBy(() -> text.check(List.of("name", "city")))
        .hasMessage("the list has no column 'town' but name, city");
    assertThat(Personal.xml("<Say>Hello</Say>").isFixed()).isTrue();
  }
}
