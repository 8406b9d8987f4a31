package io.dialflux.callback;

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
  private static final String[] ALLOWED = {
    "java..",
    "com.google.errorprone.annotations..",
    "javax.crypto..",
    "org.jspecify..",
    "org.reactivestreams..",
    "org.slf4j..",
    "reactor.core..",
    "reactor.util..",
    "reactor.netty..",
    "io.netty..",
    "io.dialflux",
    "io.dialflux.call",
    "io.dialflux.error",
    "io.dialflux.callback"
  };

  private static final JavaClasses CALLBACKS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackagesOf(Callbacks.class);

  @Test
  void itKnowsCoresPublicApiAndReactorAlone() {
    classes()
        .that(resideInAPackage("io.dialflux.callback"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ALLOWED)
        .check(CALLBACKS);
  }

  @Test
  void onlyRoutesAndTheServerKnowNetty() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(CallbackRoute.class, CallbackServer.class, HeadDeadline.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(CALLBACKS);
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
        .check(CALLBACKS);
  }
}
