package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An option of an immutable type returns a copy, and who loses it has chosen nothing. Whether a
 * lost one compiles is said by each type of every module here, for the compiler's sake.
 */
class CopiesAreNotLostTest {
  private static final JavaClasses PUBLISHED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/cli/"))
          .importPackages("io.dialflux");

  @Test
  void everyModuleIsRead() {
    assertThat(PUBLISHED)
        .extracting(JavaClass::getSimpleName)
        .contains(
            "CallsClientBuilder", "BulkDialer", "CallWatcher", "CallHistory", "Campaign", "Faults");
  }

  @Test
  void whatReturnsACopySaysThatItMustBeUsed() {
    assertThat(copies().filter(method -> !says(method, CheckReturnValue.class)))
        .extracting(JavaMethod::getFullName)
        .as("methods that return their own type and may be lost without a word")
        .filteredOn(name -> !name.startsWith("io.dialflux.simulator.SimulatorBuilder."))
        .isEmpty();
  }

  /** The one builder that changes itself. */
  @Test
  void whatReturnsItselfSaysThatItMayBeLost() {
    assertThat(copies().filter(method -> says(method, CanIgnoreReturnValue.class)))
        .extracting(method -> method.getOwner().getSimpleName())
        .containsOnly("SimulatorBuilder");
  }

  private static Stream<JavaMethod> copies() {
    return PUBLISHED.stream()
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> !type.isEnum())
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
        .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filter(method -> method.getRawReturnType().equals(method.getOwner()));
  }

  /** By itself or, as the compiler sees it, by its type or the type around that. */
  private static boolean says(JavaMethod method, Class<? extends Annotation> what) {
    if (method.isAnnotatedWith(CheckReturnValue.class)
        || method.isAnnotatedWith(CanIgnoreReturnValue.class)) {
      return method.isAnnotatedWith(what);
    }
    Optional<JavaClass> type = Optional.of(method.getOwner());
    while (type.isPresent()) {
      if (type.get().isAnnotatedWith(what)) {
        return true;
      }
      type = type.get().getEnclosingClass();
    }
    return false;
  }
}
