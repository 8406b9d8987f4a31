package io.dialflux.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page as a person sees it, in Chromium; skipped where there is none. */
@Timeout(600)
@EnabledIf(
    value = "io.dialflux.cli.summary.Browser#isInstalled",
    disabledReason = "there is no Chromium (Debian's packages chromium and chromium-driver)")
class SummaryPageInBrowserTest {
  private static final Instant FROM = Instant.parse("2026-08-01T00:00:00Z");
  private static final int DAYS = 21;

  private static Browser browser;
  @TempDir private static Path folder;

  private final HistorySummary summary = new HistorySummary(FROM, FROM.plus(DAYS, ChronoUnit.DAYS));
  private URI page;

  @BeforeAll
  static void startChromium() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void endChromium() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openThePage() throws Exception {
    Random random = new Random(4);
    for (int day = 0; day < DAYS; day++) {
      // nobody is called on Sundays, of which the second day is the first
      int calls = day % 7 == 1 ? 0 : 60 + random.nextInt(60);
      for (int i = 0; i < calls; i++) {
        count(FROM.plus(day, ChronoUnit.DAYS).plusSeconds(32_400 + i * 300L), random);
      }
    }
    open("page.html");
  }

  private void count(Instant start, Random random) {
    int outcome = random.nextInt(20);
    if (outcome < 13) {
      long seconds = 5 + (long) (90 * -Math.log(1 - random.nextDouble()));
      String price = "-" + 0.014 * (seconds / 60 + 1);
      summary.add(SampleCalls.answered(start.toString(), seconds, price));
    } else {
      String[] others = {"no-answer", "no-answer", "no-answer", "busy", "busy", "failed"};
      String status = outcome == 19 ? "canceled" : others[outcome - 13];
      summary.add(SampleCalls.unanswered(status, start.toString()));
    }
  }

  private void open(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    String html = SummaryPage.html(summary, "Calls", Instant.parse("2026-08-22T07:00:00Z"));
    Files.writeString(file, html);
    page = file.toUri();
    browser.prefer("light");
    browser.width(1_200);
    browser.log("browser");
    browser.requests();
    browser.open(page);
  }

  private static List<String> texts(String selector) throws IOException, InterruptedException {
    String script = "return [...document.querySelectorAll('%s')].map(e => e.textContent)";
    return browser.run(script.formatted(selector)).valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void askedNobodyElseAndComplainsOfNothing() throws Exception {
    assertThat(browser.requests()).containsExactly(page.toString());
    assertThat(browser.log("browser")).isEmpty();
    assertThat(texts("script")).isEmpty();
    assertThat(browser.run("return document.compatMode").asString()).isEqualTo("CSS1Compat");
  }

  @Test
  void eachBarIsSeenAndAsHighAsItsCount() throws Exception {
    JsonNode bars =
        browser.run(
            """
            const plot = document.getElementById('calls').getBoundingClientRect();
            return [...document.querySelectorAll('#calls .bar')].map(bar => {
              const box = bar.getBoundingClientRect();
              const inside = box.left >= plot.left && box.right <= plot.right
                  && box.top >= plot.top && box.bottom <= plot.bottom;
              const seen = getComputedStyle(bar).fill != 'rgb(0, 0, 0)';
              return [box.width, box.height, inside && seen];
            })""");
    List<Long> counts =
        summary.periods(92).stream()
            .flatMap(day -> Stream.of(Ending.values()).map(ending -> day.totals().count(ending)))
            .filter(count -> count > 0)
            .toList();

    assertThat(bars.size()).isEqualTo(counts.size());
    double perCall = bars.get(0).get(1).asDouble() / counts.get(0);
    for (int i = 0; i < counts.size(); i++) {
      assertThat(bars.get(i).get(0).asDouble()).isGreaterThan(5);
      assertThat(bars.get(i).get(1).asDouble()).isCloseTo(counts.get(i) * perCall, within(0.5));
      assertThat(bars.get(i).get(2).asBoolean()).isTrue();
    }
  }

  @Test
  void whatIsReadIsWhatWasCounted() throws Exception {
    CallTotals all = summary.all();
    assertThat(texts(".cards dd:not(.note)"))
        .containsExactly(
            Figures.count(all.calls()),
            Figures.share(all.answerRate()),
            Figures.duration(all.talk().percentile(50)),
            Figures.money(all.cost()));
    List<Period> days = summary.periods(92);
    assertThat(texts("#calls .top"))
        .containsExactlyElementsOf(
            days.stream().map(day -> Figures.count(day.totals().calls())).toList());
    assertThat(texts("#calls g title").get(0))
        .startsWith("Sat 1 Aug 2026: " + Figures.count(days.get(0).totals().calls()) + " calls, ")
        .contains(days.get(0).totals().count(Ending.NO_ANSWER) + " no answer");
    assertThat(texts("#outcomes .top"))
        .containsExactlyElementsOf(
            Arrays.stream(Ending.values())
                .filter(ending -> all.count(ending) > 0)
                .map(ending -> Figures.share(all.count(ending), all.calls()))
                .toList());
    assertThat(texts("#durations .top").stream().mapToLong(Long::parseLong).sum())
        .isEqualTo(all.talk().count());
    assertThat(texts("#rate .dot title")).hasSize(DAYS - 3).allMatch(hint -> hint.contains(" % "));
    assertThat(texts("tbody tr")).hasSize(DAYS);
    assertThat(texts("tfoot td"))
        .startsWith(Figures.count(all.calls()), Figures.count(all.count(Ending.ANSWERED)))
        .endsWith(Figures.amount(all.cost().get("USD")));
  }

  @Test
  void everyEndingHasItsName() throws Exception {
    for (String status : List.of("ringing", "transferred-to-mars")) {
      summary.add(SampleCalls.unanswered(status, "2026-08-06T10:00:00Z"));
    }
    open("endings.html");
    assertThat(texts("#outcomes .place"))
        .containsExactlyElementsOf(Stream.of(Ending.values()).map(Ending::label).toList());
    assertThat(texts("#outcomes .top")).hasSize(7);
    assertThat(touching()).isEmpty();
  }

  @Test
  void eachCurrencyHasItsPlot() throws Exception {
    summary.add(SampleCalls.call("completed", FROM.toString(), 9, "\"-12345.67\"", "JPY"));
    summary.add(SampleCalls.call("completed", FROM.toString(), 9, "\"-0.004\"", "EUR"));
    open("currencies.html");
    assertThat(texts("h2"))
        .endsWith("Cost per day, EUR", "Cost per day, JPY", "Cost per day, USD", "In figures");
    assertThat(texts("#cost-0 g title").get(0)).isEqualTo("Sat 1 Aug 2026: EUR 0.0040");
    assertThat(texts("figure.wide h2")).containsExactly("Calls per day", "Cost per day, USD");
    assertThat(touching()).isEmpty();
  }

  @Test
  void howLongCallsLastedIsToldByBothBounds() throws Exception {
    assertThat(texts("#durations .place"))
        .containsExactly(
            "under 10 s",
            "10 to 30 s",
            "30 s to 1 min",
            "1 to 2 min",
            "2 to 5 min",
            "5 to 10 min",
            "10 to 30 min",
            "30 min to 1 h",
            "1 h or longer");
  }

  @ParameterizedTest
  @CsvSource({"1200, 0", "1200, 7", "1200, 71", "1200, 300", "1200, 2000", "760, 7", "320, 7"})
  void noLabelTouchesAnotherAndNothingHangsOut(int width, int moreDays) throws Exception {
    summary.add(SampleCalls.answered(FROM.minus(moreDays, ChronoUnit.DAYS).toString(), 7, "-0.01"));
    open("more.html");
    browser.width(width);
    assertThat(touching()).isEmpty();
    assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
        .as("the page itself does not scroll sideways")
        .isLessThanOrEqualTo(width);
    JsonNode table =
        browser.run(
            "const t = document.querySelector('.scroll');"
                + " return t.scrollWidth - t.clientWidth");
    assertThat(width < 1_200 || table.asInt() == 0).as("the table fits on a desk").isTrue();
  }

  private static List<String> touching() throws IOException, InterruptedException {
    JsonNode touching =
        browser.run(
            """
            const touching = [];
            for (const plot of document.querySelectorAll('svg')) {
              for (const kind of ['.place', '.top', '.mark']) {
                const boxes = [...plot.querySelectorAll(kind)].map(e => e.getBoundingClientRect());
                boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
                  if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
                    touching.push(plot.id + kind);
                  }
                }));
                const frame = plot.getBoundingClientRect();
                if (boxes.some(b => b.width == 0 || b.left < frame.left || b.right > frame.right)) {
                  touching.push(plot.id + kind + ' hangs out');
                }
              }
            }
            return touching""");
    return touching.valueStream().map(JsonNode::asString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textAndPlotsCanBeSeenByDayAndByNight(String scheme) throws Exception {
    for (String status : List.of("ringing", "transferred-to-mars")) {
      summary.add(SampleCalls.unanswered(status, "2026-08-06T10:00:00Z"));
    }
    open("colours.html");
    browser.prefer(scheme);
    JsonNode contrasts =
        browser.run(
            """
            const luminance = colour => {
              const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(c => c / 255)
                  .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const paper = luminance(getComputedStyle(document.body).backgroundColor);
            const card = luminance(getComputedStyle(document.querySelector('figure')).backgroundColor);
            const colour = (selector, property) =>
                luminance(getComputedStyle(document.querySelector(selector))[property]);
            return [
              contrast(paper, colour('h1', 'color')), contrast(paper, colour('footer', 'color')),
              contrast(card, colour('td', 'color')), contrast(card, colour('.note', 'color')),
              contrast(card, colour('.place', 'fill')), contrast(card, colour('.top', 'fill')),
              paper,
              [...document.querySelectorAll('.bar, .dot')]
                  .map(e => [e.classList[1], contrast(card, luminance(getComputedStyle(e).fill))])]""");
    for (int i = 0; i < 6; i++) {
      assertThat(contrasts.get(i).asDouble()).as("WCAG's AA").isGreaterThan(4.5);
    }
    Map<String, Double> graphics = new TreeMap<>();
    contrasts
        .get(7)
        .forEach(drawn -> graphics.put(drawn.get(0).asString(), drawn.get(1).asDouble()));
    assertThat(graphics)
        .hasSize(Ending.values().length + 5)
        .allSatisfy((style, contrast) -> assertThat(contrast).isGreaterThanOrEqualTo(3));
    assertThat(contrasts.get(6).asDouble() < 0.5).isEqualTo(scheme.equals("dark"));
  }

  @Test
  void whoCannotSeeThePlotsIsToldOfThem() throws Exception {
    assertThat(browser.run("return document.title").asString())
        .isEqualTo("Calls, Sat 1 Aug 2026 to Fri 21 Aug 2026 (UTC)");
    JsonNode names =
        browser.run(
            """
            return [...document.querySelectorAll('svg')].map(svg =>
                svg.getAttribute('role') + ': ' + svg.getAttribute('aria-labelledby').split(' ')
                    .map(id => document.getElementById(id).textContent).join(': '))""");
    assertThat(names.valueStream().map(JsonNode::asString))
        .hasSize(6)
        .allMatch(name -> name.matches("img: [^:]{10,}: .{15,}"));
  }

  @Test
  void canBePrinted() throws Exception {
    byte[] pdf = Base64.getDecoder().decode(browser.print());

    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
  }
}
