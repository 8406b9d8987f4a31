package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.contentOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallStatus;
import io.dialflux.simulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What is in the file, also where its writing was cut off and gone on with. */
class CallExportTest {
  private static final Instant FROM = Instant.parse("2026-11-16T06:17:23Z");
  private static final Instant TO = Instant.parse("2026-11-21T19:42:08Z");

  @TempDir Path folder;

  /** One thread, so that a file is closed before it is opened again. */
  private static final Scheduler FILES = Schedulers.newSingle("files", true);

  private final World world = World.of(900, 9);
  private final CallHistory history = world.history().between(FROM, TO);

  @AfterEach
  void close() {
    world.close();
  }

  private static HistoryProgress run(CallExport export, CallHistory history) {
    return export.scheduler(FILES).write(history).blockLast(World.LONG);
  }

  private static void cutOff(CallExport export, CallHistory history, int pages) {
    export.scheduler(FILES).write(history).take(pages).blockLast(World.LONG);
  }

  private List<String> truth() {
    return World.sorted(world.truth(FROM, TO));
  }

  private static String text(Path file, boolean gzip) throws IOException {
    try (var bytes =
        gzip ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Call> calls(Path file, boolean gzip) throws IOException {
    return text(file, gzip).lines().map(Call::parse).toList();
  }

  @Test
  void aLineOfJsonIsTheCall() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    HistoryProgress done = run(CallExport.jsonLines(file), history);

    List<Call> written = calls(file, false);
    assertThat(World.sorted(written)).isEqualTo(truth());
    assertThat(done.done()).isTrue();
    assertThat(done.calls()).isEqualTo(written.size());
    Map<String, Call> truth = new TreeMap<>();
    world.truth(FROM, TO).forEach(call -> truth.put(call.sid(), call));
    assertThat(written)
        .allSatisfy(
            call ->
                assertThat(call)
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes("subresource.*")
                    .isEqualTo(truth.get(call.sid())));
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
    assertThat(folder).isDirectoryNotContaining("glob:**.checkpoint*");
  }

  /** Lines are made while a page is read; those of a page that breaks off are not kept. */
  @Test
  void aPageThatBreaksOffIsWrittenOnce() throws IOException {
    world.twilio.nextRequests(Fault.CUT_BODY_AFTER_PLACING, Fault.CUT_BODY_AFTER_PLACING);
    Path file = folder.resolve("calls.jsonl");
    run(CallExport.jsonLines(file), history);

    assertThat(World.sorted(calls(file, false))).isEqualTo(truth());
  }

  @Test
  void aRecordOfCsvIsTheCall() throws IOException {
    Path file = folder.resolve("calls.csv");
    run(CallExport.csv(file), history);

    List<NamedCsvRecord> records;
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      records = csv.stream().toList();
    }
    assertThat(records.stream().map(r -> r.getField("sid")).sorted().toList()).isEqualTo(truth());
    Call some = world.truth(FROM, TO).get(5);
    NamedCsvRecord record =
        records.stream().filter(r -> r.getField("sid").equals(some.sid())).findFirst().get();
    assertThat(record.getField("start_time")).isEqualTo(some.startTime().toString());
    assertThat(record.getField("to")).isEqualTo(some.to()).startsWith("+");
    assertThat(record.getField("duration")).isEqualTo("" + some.duration().toSeconds());
    assertThat(record.getField("status")).isEqualTo(some.status().value());
  }

  @Test
  void formulasCanBeMadeHarmless() throws IOException {
    Path file = folder.resolve("calls.csv");
    run(CallExport.csv(file).neutraliseFormulas(), history);

    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      assertThat(csv.stream())
          .allSatisfy(
              record -> {
                assertThat(record.getField("to")).startsWith("'+1");
                assertThat(record.getField("price")).doesNotStartWith("'");
              });
    }
    ByteText text = new ByteText();
    Call evil =
        Call.parse(
            "{\"sid\":\"CA0123456789abcdef0123456789abcdef\",\"status\":\"busy\","
                + "\"caller_name\":\"=1+1\",\"from\":\"@me\",\"to\":\"-1\",\"price\":\"-0.01\"}");
    Format.NEUTRAL_CSV.writer(text).write(evil);
    assertThat(text.text(0)).contains(",'=1+1,", ",'@me,", ",'-1,", ",-0.01,");
  }

  @Test
  void oddTextsSurvive() {
    String odd = "a \"b\" \\ , \n\t\u0001 é 漢 \ud83d\ude00";
    ByteText json = new ByteText();
    json.quoted(odd);
    String call =
        "{\"sid\":\"CA0123456789abcdef0123456789abcdef\",\"caller_name\":"
            + json.text(0)
            + ",\"start_time\":\"soon\",\"brand_new\":\"x\"}";
    ByteText text = new ByteText();
    Format.JSON_LINES.writer(text).write(Call.parse(call));

    Call read = Call.parse(text.text(0));
    assertThat(read.callerName()).isEqualTo(odd);
    assertThat(read.unparsed()).containsEntry("start_time", "soon").containsEntry("brand_new", "x");

    ByteText csv = new ByteText();
    Format.CSV.writer(csv).write(Call.parse(call));
    assertThat(CsvReader.builder().ofCsvRecord(csv.text(0)).stream().findFirst().get().getFields())
        .contains(odd);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 14})
  void cutOffAnywhereItGoesOnWithEveryCallOnce(int pages) throws IOException {
    for (boolean gzip : List.of(false, true)) {
      Path file = folder.resolve("calls.jsonl" + gzip);
      CallExport plain = CallExport.jsonLines(file).resume().checkpointEvery(Duration.ZERO);
      CallExport export = gzip ? plain.gzip() : plain;
      cutOff(export, history, pages);
      assertThat(file).doesNotExist();
      Path part = folder.resolve(file.getFileName() + ".part");
      Files.write(part, new byte[] {'x', 'y'}, java.nio.file.StandardOpenOption.APPEND);
      cutOff(export, history, pages);

      HistoryProgress done = run(export, history);

      assertThat(World.sorted(calls(file, gzip))).isEqualTo(truth());
      if (done != null) { // or the second time was its end
        assertThat(done.calls()).isEqualTo(truth().size());
      }
      assertThat(run(export, history)).as("nothing is left to do").isNull();
    }
  }

  @Test
  void aCallThatIsListedTwiceIsWrittenOnce() throws IOException {
    StubCalls twice =
        new StubCalls(2, 10) {
          @Override
          CallPage page(LocalDate day, int page) {
            CallPage once = super.page(day, page);
            List<Call> listed = new ArrayList<>(once.calls());
            listed.add(3, super.page(day, 0).calls().get(7));
            return CallPage.of(listed, once.next());
          }
        };
    Path file = folder.resolve("calls.jsonl");
    run(CallExport.jsonLines(file), CallHistory.of(twice).between(FROM, TO).neverDialled(false));

    assertThat(World.sids(calls(file, false))).hasSize(6 * 20).doesNotHaveDuplicates();
  }

  @Test
  void theManifestCountsAndSumsEachWindow() throws Exception {
    Path file = folder.resolve("calls.jsonl");
    Path other = folder.resolve("other.jsonl");
    CallExport export = CallExport.jsonLines(file).resume().checkpointEvery(Duration.ZERO);
    cutOff(export, history, 4);
    run(export, history);
    run(CallExport.jsonLines(other), history.ordered().concurrency(1));

    String manifest = Files.readString(folder.resolve("calls.jsonl.manifest.json"));
    Map<String, BigInteger> sums = new TreeMap<>();
    for (String line : text(file, false).split("(?<=\n)")) {
      Call call = Call.parse(line);
      String window =
          call.startTime() == null
              ? call.status().value()
              : call.startTime().toString().substring(0, 10);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
      sums.merge(window, new BigInteger(1, digest), BigInteger::add);
    }
    assertThat(sums).hasSizeGreaterThan(6);
    sums.forEach(
        (window, sum) ->
            assertThat(manifest)
                .contains(String.format("%064x", sum.mod(BigInteger.TWO.pow(256))), window));
    BigInteger all = sums.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(manifest)
        .contains(String.format("\n  \"sha256_sum\": \"%064x\"", all.mod(BigInteger.TWO.pow(256))))
        .contains("\"calls\": " + truth().size(), "\"from\": \"" + FROM, "\"to\": \"" + TO)
        .contains("\"bytes\": " + Files.size(file));
    assertThat(
            Files.readString(folder.resolve("other.jsonl.manifest.json")).replace("other", "calls"))
        .isEqualTo(manifest);
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    Path file = Files.writeString(folder.resolve("calls.csv"), "mine");
    assertThatThrownBy(() -> run(CallExport.csv(file), history))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> run(CallExport.csv(file).resume(), history))
        .hasCauseInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");

    CallExport begun = CallExport.csv(folder.resolve("b.csv")).checkpointEvery(Duration.ZERO);
    cutOff(begun, history, 2);
    assertThatThrownBy(() -> run(begun, history))
        .hasCauseInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void anExportOfSomethingElseIsNotGoneOnWith() {
    Path file = folder.resolve("calls.csv");
    CallExport export = CallExport.csv(file).resume().checkpointEvery(Duration.ZERO);
    cutOff(export, history, 2);

    assertThatThrownBy(() -> run(export, history.status(CallStatus.BUSY)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run(export.gzip(), history))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format");
    assertThatThrownBy(() -> run(CallExport.jsonLines(file).resume(), history))
        .isInstanceOf(IllegalArgumentException.class);
    run(export, history);
    assertThat(file).exists();

    // nor is it taken for what is asked
    for (CallHistory another :
        List.of(
            history.status(CallStatus.BUSY),
            world.history().since(FROM),
            world.history().between(FROM, TO.plusSeconds(1)))) {
      assertThatThrownBy(() -> run(export, another))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another");
    }
    assertThatThrownBy(() -> run(CallExport.jsonLines(file).resume(), history))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format");
    assertThat(run(export, history)).isNull();
  }

  @Test
  void aRangeThatWasNotOverIsNotDone() {
    Path file = folder.resolve("calls.csv");
    CallExport export = CallExport.csv(file).resume().checkpointEvery(Duration.ZERO);
    Instant tomorrow = World.NOW.plus(Duration.ofDays(1));
    CallHistory open = world.history().between(FROM, tomorrow);
    CallHistory today = open.scheduler(new StoppedClock(World.NOW));
    CallHistory later = open.scheduler(new StoppedClock(tomorrow));
    cutOff(export, today, 2);
    assertThat(run(export, later).calls()).isEqualTo(world.truth(FROM, World.NOW).size());

    assertThatThrownBy(() -> run(export, later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends at " + World.NOW);
  }

  @Test
  void whatAnotherExportIsWritingIsLeftToIt() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    CallExport export = CallExport.jsonLines(file).resume();
    List<Throwable> others = new ArrayList<>();
    export
        .scheduler(FILES)
        .write(history)
        .doOnNext(
            progress -> {
              if (progress.done() || others.isEmpty()) {
                others.add(catchThrowable(() -> ExportFile.open(export, history)));
                others.add(
                    catchThrowable(() -> ExportFile.open(CallExport.jsonLines(file), history)));
              }
            })
        .blockLast(World.LONG);

    assertThat(others)
        .hasSize(4)
        .allSatisfy(
            e ->
                assertThat(e.getCause())
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("another export"));
    assertThat(World.sorted(calls(file, false))).isEqualTo(truth());
  }

  @Test
  void nothingIsFetchedBeforeProgressIsRequested() {
    StubCalls calls = new StubCalls(2, 10);
    CallHistory stub = CallHistory.of(calls).between(FROM, TO).neverDialled(false);
    Scheduler here = Schedulers.immediate();
    StepVerifier.create(CallExport.csv(folder.resolve("calls.csv")).scheduler(here).write(stub), 0)
        .expectSubscription()
        .then(() -> assertThat(calls.fetched).hasValue(0))
        .thenRequest(1)
        .expectNextCount(1)
        .then(() -> assertThat(calls.fetched).hasPositiveValue())
        .thenCancel()
        .verify(World.LONG);
  }

  @Test
  void aPageThatIsLostIsNotGoneOnWithout() {
    StubCalls broken =
        new StubCalls(2, 10) {
          @Override
          CallPage page(LocalDate day, int page) {
            CallPage whole = super.page(day, page);
            List<Call> listed = new ArrayList<>(whole.calls());
            if (day.getDayOfMonth() == 18) {
              listed.set(3, null);
            }
            return CallPage.of(listed, whole.next());
          }
        };
    Path file = folder.resolve("calls.csv");
    CallHistory stub = CallHistory.of(broken).between(FROM, TO).neverDialled(false);
    StepVerifier.create(
            CallExport.csv(file)
                .scheduler(FILES)
                .write(stub)
                .onErrorContinue((failure, page) -> {}))
        .thenConsumeWhile(progress -> true)
        .expectError()
        .verify(World.LONG);
    assertThat(file).doesNotExist();
  }

  @Test
  void behindAWriteThatFailedNothingIsWritten() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    CallExport often = CallExport.jsonLines(file).checkpointEvery(Duration.ZERO);
    HistoryPage page =
        history
            .pages(history.beginning(), () -> new PageLines(Format.JSON_LINES))
            .blockFirst(World.LONG);
    try (ExportFile export = ExportFile.open(often, history).get()) {
      Path next = Files.createDirectory(folder.resolve("calls.jsonl.checkpoint.next"));
      assertThatThrownBy(() -> export.write(page)).isInstanceOf(UncheckedIOException.class);
      Files.delete(next);
      export.write(page);
      export.finish();
    }
    assertThat(file).doesNotExist();
    assertThat(folder.resolve("calls.jsonl.checkpoint")).doesNotExist();
  }

  @Test
  void aWriteThatIsInterruptedBecauseItWasCancelledFailsNobody() throws IOException {
    HistoryPage page =
        history
            .pages(history.beginning(), () -> new PageLines(Format.JSON_LINES))
            .blockFirst(World.LONG);
    CallExport plain = CallExport.jsonLines(folder.resolve("calls.jsonl"));
    try (ExportFile export = ExportFile.open(plain, history).get()) {
      export.leave();
      Thread.currentThread().interrupt();
      assertThat(export.write(page)).isSameAs(page.progress());
      export.finish();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(plain.file()).doesNotExist();
  }

  @Test
  void aFileThatWasMovedAwayAfterACrashIsWrittenAnew() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    Path checkpoint = folder.resolve("calls.jsonl.checkpoint");
    CallExport export = CallExport.jsonLines(file).resume().checkpointEvery(Duration.ZERO);
    AtomicReference<String> left = new AtomicReference<>();
    export
        .scheduler(FILES)
        .write(history)
        .doOnNext(progress -> left.set(contentOf(checkpoint.toFile())))
        .blockLast(World.LONG);
    Files.writeString(checkpoint, left.get());
    Files.move(file, folder.resolve("mine.jsonl"));

    run(export, history);

    assertThat(World.sorted(calls(file, false))).isEqualTo(truth());
    assertThat(checkpoint).doesNotExist();
  }

  @Test
  void whatAnEarlierVersionBeganIsNotGoneOnWithInOtherColumns() throws IOException {
    Path file = folder.resolve("calls.csv");
    Path checkpoint = folder.resolve("calls.csv.checkpoint");
    CallExport export = CallExport.csv(file).resume().checkpointEvery(Duration.ZERO);
    AtomicReference<String> left = new AtomicReference<>();
    export
        .scheduler(FILES)
        .write(history)
        .doOnNext(progress -> left.set(contentOf(checkpoint.toFile())))
        .blockLast(World.LONG);
    Files.move(file, folder.resolve("mine.csv"));
    Files.writeString(checkpoint, left.get().replaceFirst("checkpoint \\d+", "checkpoint 1"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(export, history))
        .withMessageContaining("stir_verstat")
        .withMessageContaining("earlier version");
    Files.delete(checkpoint);
    run(export, history);
    assertThat(Files.readAllLines(file).get(0)).endsWith(",api_version,uri,stir_verstat");
  }

  @Test
  void aFileThatIsNotAsItsManifestSaysIsNotTakenForDone() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    CallExport export = CallExport.jsonLines(file).resume();
    run(export, history);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> run(export, history))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("manifest");
    Files.write(file, whole);
    assertThat(run(export, history)).isNull();
  }

  @Test
  void whoeverFindsItFinishedByAnotherMeanwhileLeavesNothing() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    CallExport export = CallExport.jsonLines(file).resume();
    run(export, history);
    Path part = folder.resolve("calls.jsonl.part");
    PartFile opened = PartFile.open(part, false, false); // having seen no file

    assertThat(ExportFile.closed(export, opened)).isEmpty();
    assertThat(part).doesNotExist();
    assertThat(run(export, history)).isNull();
  }

  @Test
  void timesWithoutEndAreTimesToo() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    run(CallExport.jsonLines(file).checkpointEvery(ever), history);

    assertThat(World.sorted(calls(file, false))).isEqualTo(truth());
  }

  /** What a kill at any step of its end leaves. */
  @ParameterizedTest
  @ValueSource(strings = {"checkpoint", "manifest", "rename", "end"})
  void cutOffInItsEndItGoesOn(String step) throws IOException {
    Path file = folder.resolve("calls.jsonl");
    Path part = folder.resolve("calls.jsonl.part");
    Path checkpoint = folder.resolve("calls.jsonl.checkpoint");
    Path manifest = folder.resolve("calls.jsonl.manifest.json");
    CallExport export = CallExport.jsonLines(file).resume().checkpointEvery(Duration.ZERO);
    AtomicReference<String> lastCheckpoint = new AtomicReference<>();
    export
        .scheduler(FILES)
        .write(history)
        .doOnNext(progress -> lastCheckpoint.set(contentOf(checkpoint.toFile())))
        .blockLast(World.LONG);
    String all = Files.readString(file);
    String told = Files.readString(manifest);
    if (!step.equals("end")) {
      Files.writeString(checkpoint, lastCheckpoint.get());
    }
    if (!step.equals("end") && !step.equals("rename")) {
      Files.move(file, part);
    }
    if (step.equals("checkpoint")) {
      Files.delete(manifest);
    }

    run(export, history);

    assertThat(file).hasContent(all);
    assertThat(manifest).hasContent(told);
    assertThat(part).doesNotExist();
    assertThat(checkpoint).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeForcedIsAFailureUnlessItCannotBeOpened() throws IOException {
    Path noFiles = Path.of("/proc"); // of which nothing can be forced to a disk
    assumeTrue(Files.isDirectory(noFiles));

    assertThatThrownBy(() -> Disk.force(noFiles)).isInstanceOf(IOException.class);
    Disk.force(folder.resolve("none"));
    Disk.force(folder);
  }

  @Test
  void aPageThatComesWhenItIsClosedIsLeft() throws IOException {
    HistoryPage page =
        history
            .pages(history.beginning(), () -> new PageLines(Format.JSON_LINES))
            .blockFirst(World.LONG);
    Path file = folder.resolve("calls.jsonl.gz");
    ExportFile export = ExportFile.open(CallExport.jsonLines(file).gzip(), history).get();
    export.close();
    assertThat(export.write(page)).isSameAs(page.progress());
    export.finish();
    assertThat(file).doesNotExist();
  }

  @Test
  void anEmptyHistoryIsAnEmptyFile() throws IOException {
    Path file = folder.resolve("none.jsonl.gz");
    run(
        CallExport.jsonLines(file).gzip(),
        world.history().since(Instant.parse("2999-01-01T00:00:00Z")).neverDialled(false));
    assertThat(text(file, true)).isEmpty();
  }

  @Test
  void filesAreWorkedOnWhereItIsSaid() {
    List<String> threads =
        CallExport.csv(folder.resolve("calls.csv"))
            .scheduler(FILES)
            .write(history)
            .map(progress -> Thread.currentThread().getName())
            .distinct()
            .collectList()
            .block(World.LONG);
    assertThat(threads).hasSize(1).first().asString().startsWith("files");
  }
}
