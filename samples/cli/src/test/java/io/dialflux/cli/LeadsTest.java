package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadsTest {
  private static List<Lead> read(String csv) throws IOException {
    return Leads.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void columnsAreFoundByName() throws IOException {
    assertThat(read("city,phone,name\nKöln, +12125550101 ,\"Finch, Ada\"\n"))
        .containsExactly(new Lead("row-2", "Finch, Ada", "+12125550101"));
  }

  @Test
  void aRowThatIsShortLongOrEmptyIsStillALead() throws IOException {
    assertThat(read("name,phone\nAda\nBen,ask him,at home\n,\n\nCleo,+12125550102\n"))
        .extracting(Lead::phone)
        .containsExactly("", "ask him", "", "+12125550102");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
    assertThat(read("\uFEFFname,phone\nAda,+12125550101\n"))
        .extracting(Lead::name)
        .containsExactly("Ada");
  }

  @Test
  void aMissingColumnIsNamed() {
    assertThatThrownBy(() -> read("name,number\nAda,+12125550101\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'phone'");
  }

  @Test
  void whatIsNoCsvIsAnErrorThatSaysWhere() {
    assertThatThrownBy(() -> read("name,phone\n\"Ada\"x,+12125550101\n\"never closed"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line");
  }

  @Test
  void theBundledPeopleAreInventedAndAppearOnce() throws IOException {
    List<Lead> leads = Leads.bundled();
    List<String> phones =
        leads.stream().map(Lead::phone).filter(p -> p.matches("\\+1\\d{10}")).toList();

    assertThat(leads).hasSizeGreaterThanOrEqualTo(1_000);
    assertThat(leads).extracting(Lead::id).doesNotHaveDuplicates();
    assertThat(phones)
        .hasSizeGreaterThan(900)
        .allMatch(p -> p.matches("\\+1\\d{3}55501\\d\\d|\\+1500555000\\d"));
    assertThat(phones).filteredOn(p -> !p.startsWith("+1500")).doesNotHaveDuplicates();
  }

  @Test
  void aLeadDoesNotShowItsNumber() {
    assertThat(new Lead("row-2", "Ada", "+12125550101")).hasToString("row-2");
  }
}
