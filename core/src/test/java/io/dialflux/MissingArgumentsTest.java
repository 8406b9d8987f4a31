package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused where it is given, by the argument's name: for every option there is. */
class MissingArgumentsTest {
  private static final URI URL = URI.create("https://example.com/");
  private static final CallTemplate TEMPLATE = CallTemplate.from("+15552223333").url(URL);

  /** Something to call each type's methods on. */
  private static final Map<Class<?>, Object> TARGETS =
      Map.of(
          CallTemplate.class, TEMPLATE,
          CallTemplate.Stage.class, CallTemplate.from("+15552223333"),
          CreateCall.class, TEMPLATE.to("+15558675310"),
          UpdateCall.class, UpdateCall.redirect(URL),
          CallFilter.class, CallFilter.all(),
          PageToken.class, PageToken.first(CallFilter.all()),
          RetryPolicy.class, RetryPolicy.standard(),
          Credentials.class, Credentials.authToken(Fixtures.ACCOUNT, "t"),
          CallsClientBuilder.class, CallsClient.builder());

  private static final Map<Class<?>, Object> VALUES =
      Map.of(
          String.class,
          "SK0123456789abcdef0123456789abcdef",
          URI.class,
          URL,
          Duration.class,
          Duration.ofMinutes(1),
          Instant.class,
          Instant.EPOCH,
          LocalDate.class,
          LocalDate.EPOCH,
          CallStatus.class,
          CallStatus.BUSY,
          CallFilter.class,
          CallFilter.all());

  private static final Map<Class<?>, Object> OF_A_CLIENT =
      Map.of(
          String.class, Fixtures.CALL,
          UpdateCall.class, UpdateCall.hangUp(),
          PageToken.class, PageToken.first(CallFilter.all()),
          Collector.class, Collectors.counting());

  /** Every method with each of its arguments missing, and each element of those that repeat. */
  static Stream<Arguments> missing() {
    List<Arguments> missing = new ArrayList<>();
    TARGETS.forEach(
        (type, target) -> {
          for (Method method : type.getDeclaredMethods()) {
            boolean open = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
            if (open && !method.getName().equals("equals")) {
              for (int i = 0; i < method.getParameterCount(); i++) {
                Class<?> parameter = method.getParameterTypes()[i];
                if (!parameter.isPrimitive()) {
                  missing.add(arguments(method, target, with(method, i, null)));
                }
                if (parameter.isArray()) {
                  Object one = Array.newInstance(parameter.componentType(), 1);
                  missing.add(arguments(method, target, with(method, i, one)));
                }
              }
            }
          }
        });
    return missing.stream();
  }

  private static Object[] with(Method method, int index, @Nullable Object value) {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(MissingArgumentsTest::value).toArray();
    arguments[index] = value;
    return arguments;
  }

  private static @Nullable Object value(Class<?> type) {
    return type.isArray() ? Array.newInstance(type.componentType(), 0) : VALUES.get(type);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("missing")
  void isNamed(Method method, Object target, Object[] arguments) {
    Throwable thrown = catchThrowable(() -> method.invoke(target, arguments));
    assertThat(thrown).isInstanceOf(InvocationTargetException.class);
    assertThat(thrown.getCause())
        .isInstanceOf(NullPointerException.class)
        .message()
        .matches("[a-zA-Z0-9]+");
  }

  static Stream<Arguments> ofAClient() {
    List<Arguments> all = new ArrayList<>();
    for (Method method : CallsClient.class.getMethods()) {
      for (int i = 0; i < method.getParameterCount(); i++) {
        Object[] arguments =
            Arrays.stream(method.getParameterTypes()).map(OF_A_CLIENT::get).toArray();
        arguments[i] = null;
        all.add(arguments(method, arguments));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("ofAClient")
  void isNamedByAClient(Method method, Object[] arguments) {
    try (CallsClient calls = Fixtures.client(URI.create("http://localhost")).build()) {
      isNamed(method, calls, arguments);
    }
  }
}
