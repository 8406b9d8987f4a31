package io.dialflux.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Histories know core's public API, Reactor and a writer of CSV, and nothing else. */
class ArchitectureTest {
  private static final JavaClasses HISTORY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackagesOf(CallHistory.class);

  @Test
  void itStandsOnCoresPublicApi() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "com.google.errorprone.annotations..",
            "org.jspecify..",
            "org.reactivestreams..",
            "reactor.core..",
            "reactor.util..",
            "de.siegmar.fastcsv.writer..",
            "io.dialflux",
            "io.dialflux.call",
            "io.dialflux.error",
            "io.dialflux.history")
        .check(HISTORY);
  }

  @Test
  void onlyFilesTouchTheDisk() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(ExportFile|PartFile|Disk|Manifest)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.nio\\.(file\\.Files|channels\\.FileChannel)")
        .check(HISTORY);
  }

  @Test
  void nothingBlocks() {
    noClasses()
        .should()
        .callMethod(Mono.class, "block")
        .orShould()
        .callMethod(Flux.class, "blockLast")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(HISTORY);
  }
}
