package io.dialflux;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The walls of the house, read from the compiled classes. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("simulator")) // on the tests' class path
          .importPackages("io.dialflux");

  @Test
  void somethingIsChecked() {
    assertThat(CORE.contain(CallsClient.class)).isTrue();
    assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("io.dialflux.(**)").should().beFreeOfCycles().check(CORE);
    noClasses()
        .that(resideInAnyPackage("io.dialflux.*..", "io.dialflux.internal.."))
        .should()
        .dependOnClassesThat(resideInAPackage("io.dialflux"))
        .check(CORE);
  }

  @Test
  void nettyIsKnownToTheTransportAlone() {
    noClasses()
        .that(
            DescribedPredicate.not(
                resideInAPackage("io.dialflux.internal.netty")
                    .or(
                        DescribedPredicate.describe(
                            "the hatch", c -> is(c, "CallsClientBuilder")))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.netty..", "reactor.netty.."))
        .check(CORE);
  }

  private static boolean is(JavaClass type, String name) {
    return type.getFullName().startsWith("io.dialflux." + name);
  }

  /** What is remembered belongs to a client, so that two of them share nothing. */
  @Test
  void staticsHoldNoState() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(
            type(AtomicReference.class)
                .or(type(AtomicInteger.class))
                .or(type(AtomicLong.class))
                .or(type(AtomicBoolean.class))
                .or(assignableTo(ThreadLocal.class))
                .or(assignableTo(ConcurrentMap.class))
                .or(assignableTo(Queue.class)))
        .check(CORE);
  }

  @Test
  void modelsAndErrorsKnowNoTransport() {
    noClasses()
        .that(resideInAnyPackage("io.dialflux.call", "io.dialflux.error", "io.dialflux.http"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.dialflux.internal.netty", "io.dialflux.internal.paging"))
        .check(CORE);
  }

  /** Netty and Jackson may change without a change of the API; the one hatch is named. */
  @Test
  void noForeignTypeIsInAPublicSignature() {
    List<String> found = new ArrayList<>();
    for (JavaClass type : CORE) {
      if (visible(type) && !type.getPackageName().startsWith("io.dialflux.internal")) {
        Stream.concat(type.getCodeUnits().stream(), type.getFields().stream())
            .filter(ArchitectureTest::visible)
            .filter(member -> signature(member).anyMatch(ArchitectureTest::foreign))
            .map(JavaMember::getFullName)
            .forEach(found::add);
      }
    }
    assertThat(found)
        .containsExactly(
            "io.dialflux.CallsClientBuilder.httpClient(java.util.function.UnaryOperator)");
  }

  @Test
  void noInternalTypeIsInAPublicSignature() {
    List<String> found = new ArrayList<>();
    for (JavaClass type : CORE) {
      if (visible(type) && !type.getPackageName().startsWith("io.dialflux.internal")) {
        Stream.concat(type.getCodeUnits().stream(), type.getFields().stream())
            .filter(ArchitectureTest::visible)
            .filter(m -> signature(m).anyMatch(c -> c.getPackageName().contains(".internal")))
            .map(JavaMember::getFullName)
            .forEach(found::add);
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean visible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean visible(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  /** Every class in the member's types, type arguments included. */
  private static Stream<JavaClass> signature(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.concat(
          unit.getReturnType().getAllInvolvedRawTypes().stream(),
          Stream.concat(
              unit.getParameterTypes().stream()
                  .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
              unit.getThrowsClause().getTypes().stream()));
    }
    return member.getAllInvolvedRawTypes().stream();
  }

  private static boolean foreign(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("io.netty")
        || name.startsWith("reactor.netty")
        || name.startsWith("tools.jackson");
  }

  @Test
  void nothingBlocks() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "blocks a publisher or a thread",
                (JavaMethodCall call) ->
                    call.getName().startsWith("block") && isPublisher(call)
                        || call.getName().equals("toIterable")
                        || call.getName().equals("toStream") && isPublisher(call)
                        || call.getName().equals("sleep")))
        .check(CORE);
  }

  /** A subscription that nobody holds cannot be cancelled, and its error reaches nobody. */
  @Test
  void nothingSubscribesOnTheQuiet() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "is a bare subscribe()",
                (JavaMethodCall call) ->
                    call.getName().equals("subscribe")
                        && isPublisher(call)
                        && (call.getTarget().getRawParameterTypes().isEmpty()
                            || call.getTarget()
                                .getRawParameterTypes()
                                .get(0)
                                .isAssignableTo(java.util.function.Consumer.class))))
        .check(CORE);
  }

  @Test
  void flatMapHasAConcurrency() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "is Flux.flatMap without a concurrency",
                (JavaMethodCall call) ->
                    call.getName().startsWith("flatMap")
                        && call.getTargetOwner().isAssignableTo(Flux.class)
                        && !call.getTarget().getRawParameterTypes().stream()
                            .anyMatch(type -> type.isEquivalentTo(int.class))))
        .check(CORE);
  }

  private static boolean isPublisher(JavaMethodCall call) {
    return call.getTargetOwner().isAssignableTo(Publisher.class);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            CORE.stream()
                .map(type -> type.getPackage())
                .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .map(p -> p.getName()))
        .isEmpty();
  }

  @Test
  void exceptionsAreFinalOrMeantToBeExtended() {
    classes()
        .that(resideInAPackage("io.dialflux.error"))
        .and()
        .areAssignableTo(RuntimeException.class)
        .and()
        .doNotHaveSimpleName("ApiException")
        .and()
        .doNotHaveSimpleName("CallsException")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CORE);
  }
}
