package io.dialflux.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class E164Test {
  @ParameterizedTest
  @CsvSource({
    "+15558675310, +15558675310, true",
    "+15558675310, +15558675311, false",
    "+15558675310, +15658675310, false", // of +1 every digit decides
    "+5215512345678, +525512345678, true",
    "+5491123456789, +541123456789, true",
    "+5511987654321, +551187654321, true",
    "+4402079460958, +442079460958, true",
    "+442079460958, +442079460959, false",
    "+442079460958, +432079460958, false",
    "+35312345678, +35412345678, false", // country codes of three digits
    "+74951234567, +75951234567, true", // the last seven agree
    "+3591234, +3591235, false",
    "+15558675310, client:anna, true", // not compared
    "(555) 867-5310, +15558675311, true",
    "+01234567, +1234567, true",
  })
  void comparesAsFarAsTwilioMayRewrite(String one, String other, boolean mayBe) {
    assertThat(E164.mayBeSame(one, other)).isEqualTo(mayBe);
    assertThat(E164.mayBeSame(other, one)).isEqualTo(mayBe);
  }
}
