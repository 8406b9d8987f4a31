package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.campaign.Lead;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadFileTest {
  @TempDir private Path folder;

  private LeadFile file(String csv) throws IOException {
    return LeadFile.of(Files.writeString(folder.resolve("leads.csv"), csv));
  }

  private static List<Lead> read(LeadFile file) {
    return file.leads().collectList().blockOptional().orElseThrow();
  }

  private List<Lead> read(String csv) throws IOException {
    return read(file(csv));
  }

  @Test
  void columnsAreFoundByNameAndTheRestAreValues() throws IOException {
    LeadFile file = file("city,Phone,name,key\nKöln, +12125550101 ,\"Finch, Ada\",c-17\n");

    assertThat(file.values()).containsExactly("city", "name");
    assertThat(read(file))
        .singleElement()
        .satisfies(
            lead -> {
              assertThat(lead.phone()).isEqualTo("+12125550101");
              assertThat(lead.key()).isEqualTo("c-17");
              assertThat(lead.line()).isEqualTo(2);
              assertThat(lead.data()).isEqualTo(Map.of("city", "Köln", "name", "Finch, Ada"));
            });
  }

  @Test
  void aRowThatIsShortLongOrEmptyIsStillALead() throws IOException {
    List<Lead> leads =
        read("name,phone\nAda\nBen,ask him,at home\n,\n\n\"Two\nlines\",+12125550102\nEve,5\n");

    assertThat(leads)
        .extracting(Lead::phone)
        .containsExactly("", "ask him", "", "+12125550102", "5");
    assertThat(leads).extracting(Lead::line).containsExactly(2L, 3L, 4L, 6L, 8L);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
    assertThat(file("\uFEFFname,phone\nAda,+12125550101\n").values()).containsExactly("name");
  }

  @Test
  void aHeaderThatIsNoneIsSaidToBeWrong() {
    assertThatThrownBy(() -> file("name,number\nAda,+12125550101\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'phone'");
    assertThatThrownBy(() -> file("name;phone\nAda;+12125550101\n")).hasMessageContaining("';'");
    assertThatThrownBy(() -> file("name,phone,name\n")).hasMessageContaining("'name' twice");
    assertThatThrownBy(() -> file("")).hasMessageContaining("no header");
  }

  @Test
  void whatIsNoCsvIsAnErrorThatSaysWhere() throws IOException {
    LeadFile file = file("name,phone\nAda,+12125550101\n\"Ben\"x,+12125550102\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("line 3")
        .hasMessageNotContainingAny("5550");
  }

  @Test
  void rowsAreReadAsTheyAreRequested() throws IOException {
    Path csv = folder.resolve("many.csv");
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("phone\n");
      for (int i = 0; i < 300_000; i++) {
        out.write("+1212" + (5_000_000 + i) + "\n");
      }
      out.write("\"never closed");
    }

    assertThat(LeadFile.of(csv).leads().take(300_000).count().block()).isEqualTo(300_000);
    assertThatThrownBy(() -> LeadFile.of(csv).leads().count().block()).hasMessageContaining("line");
  }

  @Test
  void theBundledPeopleAreInventedAndAppearOnce() throws IOException {
    List<Lead> leads = read(LeadFile.bundled());
    List<String> phones =
        leads.stream().map(Lead::phone).filter(p -> p.matches("\\+1\\d{10}")).toList();

    assertThat(leads).hasSizeGreaterThanOrEqualTo(1_000);
    assertThat(leads).extracting(Lead::line).doesNotHaveDuplicates();
    assertThat(phones)
        .hasSizeGreaterThan(900)
        .allMatch(p -> p.matches("\\+1\\d{3}55501\\d\\d|\\+1500555000\\d"));
    assertThat(phones).filteredOn(p -> !p.startsWith("+1500")).doesNotHaveDuplicates();
  }
}
