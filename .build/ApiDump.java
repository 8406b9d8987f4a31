import java.io.IOException;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a module's public and protected API with the text file that is kept of it, so that a
 * change of the API is a change of that file. Reads the compiled classes; packages named internal
 * are left out.
 *
 * <p>java -classpath CLASSES:DEPENDENCIES ApiDump.java CLASSES FILE COMMAND [write]
 */
final class ApiDump {
  public static void main(String[] args) throws Exception {
    Path classes = Path.of(args[0]);
    Path file = Path.of(args[1]);
    List<String> now = dump(classes);
    if (args.length > 3 && args[3].equals("write")) {
      Files.write(file, now);
      return;
    }
    List<String> kept = Files.exists(file) ? Files.readAllLines(file) : List.of();
    if (!kept.equals(now)) {
      System.err.println("The public API is not as " + file + " says:");
      difference(kept, now).forEach(System.err::println);
      System.err.println("If it is meant to change: " + args[2]);
      System.exit(1);
    }
  }

  /** One block for each type, in the order of their names: a head line, then sorted members. */
  private static List<String> dump(Path classes) throws IOException, ClassNotFoundException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(path -> classes.relativize(path).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".class") && !name.contains("/internal/"))
          .filter(name -> !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .forEach(names::add);
    }
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Class<?> type = Class.forName(name, false, ApiDump.class.getClassLoader());
      if (visible(type)) {
        lines.add(head(type));
        members(type).stream().map(member -> "  " + member).forEach(lines::add);
        lines.add("");
      }
    }
    return lines;
  }

  private static boolean visible(Class<?> type) {
    boolean here = visible(type.getModifiers()) && !type.isSynthetic() && !type.isAnonymousClass();
    return here && (type.getDeclaringClass() == null || visible(type.getDeclaringClass()));
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String head(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "@interface "
            : type.isInterface()
                ? "interface "
                : type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ";
    int hidden = type.isInterface() ? Modifier.ABSTRACT : type.isEnum() ? Modifier.FINAL : 0;
    List<String> above = new ArrayList<>();
    if (type.getAnnotatedSuperclass() != null && type.getSuperclass() != Object.class) {
      above.add(text(type.getAnnotatedSuperclass()));
    }
    Stream.of(type.getAnnotatedInterfaces()).map(ApiDump::text).forEach(above::add);
    return deprecated(type)
        + modifiers(type.getModifiers() & ~hidden & ~Modifier.INTERFACE)
        + (type.isSealed() ? "sealed " : "")
        + kind
        + type.getName()
        + variables(type.getTypeParameters())
        + (above.isEmpty() ? "" : " : " + String.join(", ", above));
  }

  /** The type's own, and what it inherits from types that are not visible themselves. */
  private static Set<String> members(Class<?> type) {
    Set<String> members = new TreeSet<>();
    for (Class<?> from = type; from != null; from = from.getSuperclass()) {
      if (from == type || !visible(from)) {
        Stream.of(from.getDeclaredFields())
            .filter(ApiDump::shown)
            .map(ApiDump::field)
            .forEach(members::add);
        Stream.of(from.getDeclaredMethods())
            .filter(ApiDump::shown)
            .map(ApiDump::method)
            .forEach(members::add);
      }
    }
    Stream.of(type.getDeclaredConstructors())
        .filter(ApiDump::shown)
        .map(made -> deprecated(made) + modifiers(made.getModifiers()) + "new" + call(made))
        .forEach(members::add);
    return members;
  }

  private static boolean shown(Member member) {
    return visible(member.getModifiers()) && !member.isSynthetic();
  }

  private static String field(Field field) {
    String type = text(field.getAnnotatedType());
    return deprecated(field) + modifiers(field.getModifiers()) + field.getName() + ": " + type;
  }

  private static String method(Method method) {
    return deprecated(method)
        + (method.isDefault() ? "default " : "")
        + modifiers(method.getModifiers() & ~(Modifier.SYNCHRONIZED | Modifier.NATIVE))
        + method.getName()
        + call(method)
        + ": "
        + text(method.getAnnotatedReturnType());
  }

  private static String call(Executable called) {
    List<String> parameters =
        Stream.of(called.getAnnotatedParameterTypes())
            .map(ApiDump::text)
            .collect(Collectors.toCollection(ArrayList::new));
    if (called.isVarArgs()) {
      int last = parameters.size() - 1;
      parameters.set(last, parameters.get(last).replaceAll("\\[]$", "..."));
    }
    String thrown =
        Stream.of(called.getAnnotatedExceptionTypes())
            .map(ApiDump::text)
            .collect(Collectors.joining(", "));
    return variables(called.getTypeParameters())
        + "("
        + String.join(", ", parameters)
        + ")"
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String modifiers(int modifiers) {
    int kept = modifiers & ~(Modifier.TRANSIENT | Modifier.VOLATILE); // they are bridge and varargs
    return kept == 0 ? "" : Modifier.toString(kept) + " ";
  }

  private static String deprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static String variables(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Stream.of(variables)
            .map(variable -> variable.getName() + bounds(" : ", variable.getAnnotatedBounds()))
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String bounds(String before, AnnotatedType[] bounds) {
    boolean any = bounds.length == 1 && text(bounds[0]).equals("java.lang.Object");
    return bounds.length == 0 || any
        ? ""
        : before + Stream.of(bounds).map(ApiDump::text).collect(Collectors.joining(" & "));
  }

  /** A type with its nullness, which is part of the promise. */
  private static String text(AnnotatedType type) {
    String mark =
        Stream.of(type.getAnnotations())
            .map(annotation -> "@" + annotation.annotationType().getSimpleName() + " ")
            .sorted()
            .collect(Collectors.joining());
    if (type instanceof AnnotatedArrayType array) {
      String nullness = mark.isEmpty() ? "" : " " + mark;
      return text(array.getAnnotatedGenericComponentType()) + nullness + "[]";
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) type.getType()).getRawType();
      return Stream.of(parameterized.getAnnotatedActualTypeArguments())
          .map(ApiDump::text)
          .collect(Collectors.joining(", ", mark + raw.getTypeName() + "<", ">"));
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      String lower = bounds(" super ", wildcard.getAnnotatedLowerBounds());
      String upper = bounds(" extends ", wildcard.getAnnotatedUpperBounds());
      return mark + "?" + (lower.isEmpty() ? upper : lower);
    }
    return mark
        + (type instanceof AnnotatedTypeVariable
            ? ((TypeVariable<?>) type.getType()).getName()
            : type.getType().getTypeName());
  }

  /** The lines that went and came, each under its type. */
  private static List<String> difference(List<String> kept, List<String> now) {
    Set<String> gone = qualified(kept);
    Set<String> come = qualified(now);
    List<String> lines = new ArrayList<>();
    TreeSet<String> all = new TreeSet<>(gone);
    all.addAll(come);
    for (String line : all) {
      if (!gone.contains(line) || !come.contains(line)) {
        lines.add((gone.contains(line) ? "- " : "+ ") + line);
      }
    }
    return lines.isEmpty() ? Arrays.asList("  (the order of its lines)") : lines;
  }

  private static Set<String> qualified(List<String> lines) {
    Set<String> qualified = new TreeSet<>();
    String type = "";
    for (String line : lines) {
      if (line.startsWith("  ")) {
        qualified.add(type + " | " + line.trim());
      } else if (!line.isEmpty()) {
        type = line.replaceAll(" : .*", "").replaceAll(".* ", "");
        qualified.add(type + " | " + line);
      }
    }
    return qualified;
  }
}
