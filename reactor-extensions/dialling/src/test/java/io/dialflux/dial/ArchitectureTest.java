package io.dialflux.dial;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An extension stands on core's public API only. */
class ArchitectureTest {
  private static final JavaClasses DIALLING =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackagesOf(BulkDialer.class);

  @Test
  void itKnowsCoresPublicApiAndReactorAlone() {
    classes()
        .that(resideInAPackage("io.dialflux.dial"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "com.google.errorprone.annotations..",
            "org.jspecify..",
            "org.reactivestreams..",
            "org.slf4j..",
            "reactor.core..",
            "reactor.util..",
            "io.dialflux",
            "io.dialflux.call",
            "io.dialflux.error",
            "io.dialflux.http",
            "io.dialflux.dial")
        .check(DIALLING);
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
        .check(DIALLING);
  }
}
