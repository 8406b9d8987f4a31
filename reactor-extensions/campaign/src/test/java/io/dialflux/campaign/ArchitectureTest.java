package io.dialflux.campaign;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rules of a campaign know no store, and nothing knows more of core than its public API. */
class ArchitectureTest {
  private static final JavaClasses CAMPAIGN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackagesOf(Campaign.class);

  @Test
  void theRulesKnowNoStore() {
    classes()
        .that(resideInAPackage("io.dialflux.campaign"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "com.google.errorprone.annotations..",
            "javax.crypto..",
            "org.jspecify..",
            "org.reactivestreams..",
            "org.slf4j..",
            "reactor.core..",
            "reactor.util..",
            "com.google.i18n.phonenumbers..",
            "io.dialflux",
            "io.dialflux.call",
            "io.dialflux.error",
            "io.dialflux.dial",
            "io.dialflux.callback",
            "io.dialflux.campaign")
        .check(CAMPAIGN);
  }

  @Test
  void theStoreKnowsTheRulesAndSqlite() {
    classes()
        .that(resideInAPackage("io.dialflux.campaign.sqlite"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "org.sqlite..",
            "reactor.core..",
            "reactor.util..",
            "org.reactivestreams..",
            "io.dialflux.call",
            "io.dialflux.campaign",
            "io.dialflux.campaign.sqlite")
        .check(CAMPAIGN);
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
        .check(CAMPAIGN);
  }
}
