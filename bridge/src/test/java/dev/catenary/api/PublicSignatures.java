package dev.catenary.api;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The public and protected signatures of a package as lines of text, the same on every JDK: a line for each type,
 * followed by its members, indented. Of annotations only those about null are shown.
 */
final class PublicSignatures {
    static final String INDENT = "    ";

    private static final Set<Class<?>> UNTOLD_PARENTS = Set.of(Object.class, Record.class, Enum.class);
    private static final Set<String> MADE_FOR_ENUMS = Set.of("values", "valueOf", "getEntries");
    private static final Set<String> MADE_FOR_RECORDS = Set.of("equals", "hashCode", "toString");

    private PublicSignatures() {}

    static List<String> ofPackage(String packageName) throws IOException, ClassNotFoundException {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : PublicTypes.ofPackage(packageName)) {
            if (lines.isEmpty()) {
                boolean nullMarked = type.getPackage().isAnnotationPresent(NullMarked.class);
                lines.add((nullMarked ? "@NullMarked " : "") + "package " + packageName);
            }
            lines.add("");
            lines.add(headOf(type));
            membersOf(type).forEach(member -> lines.add(INDENT + member));
        }
        return lines;
    }

    private static String headOf(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        boolean told = parent != null && !UNTOLD_PARENTS.contains(parent);
        return modifiersOf(type)
                + name(type)
                + variables(type.getTypeParameters())
                + (told ? " extends " + text(type.getAnnotatedSuperclass()) : "")
                + list(type.isInterface() ? " extends " : " implements ", type.getAnnotatedInterfaces())
                + permittedBy(type);
    }

    private static String modifiersOf(Class<?> type) {
        int shown = type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC);
        int ofClass = type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
        String sealed = type.isSealed() && !type.isEnum() ? " sealed " : " ";
        if (type.isAnnotation()) {
            return Modifier.toString(shown) + " @interface ";
        } else if (type.isInterface()) {
            return Modifier.toString(shown) + sealed + "interface ";
        } else if (type.isEnum()) {
            return Modifier.toString(shown) + " enum ";
        } else if (type.isRecord()) {
            return Modifier.toString(shown) + " record ";
        }
        return Modifier.toString(shown | ofClass) + sealed + "class ";
    }

    private static String permittedBy(Class<?> type) {
        if (type.isEnum() || !type.isSealed()) {
            return "";
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .filter(PublicTypes::isVisible)
                .map(PublicSignatures::name)
                .sorted()
                .collect(joining(", ", " permits ", ""));
    }

    private static List<String> membersOf(Class<?> type) {
        Set<String> internal = KotlinInternals.membersOf(type);
        List<String> members = new ArrayList<>();
        if (type.isEnum()) {
            members.add(join(type.getEnumConstants(), ", ", "", "", constant -> ((Enum<?>) constant).name()));
        }
        Arrays.stream(type.getDeclaredFields())
                .filter(field -> PublicTypes.isVisible(field.getModifiers()))
                .filter(field -> !field.isSynthetic() && !field.isEnumConstant())
                .map(PublicSignatures::text)
                .sorted()
                .forEach(members::add);
        Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> PublicTypes.isVisible(constructor.getModifiers()) && !constructor.isSynthetic())
                .filter(constructor -> !internal.contains(KotlinInternals.signatureOf(constructor)))
                .map(PublicSignatures::text)
                .sorted()
                .forEach(members::add);
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> PublicTypes.isVisible(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !internal.contains(KotlinInternals.signatureOf(method)))
                .filter(method -> !isMadeByCompiler(method))
                .sorted(Comparator.comparing(Method::getName).thenComparing(PublicSignatures::text))
                .map(PublicSignatures::text)
                .forEach(members::add);
        return members;
    }

    private static boolean isMadeByCompiler(Method method) {
        Class<?> owner = method.getDeclaringClass();
        return owner.isEnum() && Modifier.isStatic(method.getModifiers()) && MADE_FOR_ENUMS.contains(method.getName())
                || owner.isRecord()
                        && Modifier.isFinal(method.getModifiers())
                        && MADE_FOR_RECORDS.contains(method.getName());
    }

    private static String text(Field field) {
        String modifiers = modifiersOf(field.getModifiers(), field.getDeclaringClass());
        return modifiers + text(field.getAnnotatedType()) + " " + field.getName();
    }

    private static String text(Constructor<?> constructor) {
        Class<?> owner = constructor.getDeclaringClass();
        return modifiersOf(constructor.getModifiers(), owner) + signature(constructor, owner.getSimpleName());
    }

    private static String text(Method method) {
        // the bits of "volatile" and "transient" mean something else on a method
        int modifiers = method.getModifiers() & ~(Modifier.VOLATILE | Modifier.TRANSIENT);
        return modifiersOf(modifiers, method.getDeclaringClass())
                + (method.isDefault() ? "default " : "")
                + signature(method, text(method.getAnnotatedReturnType()) + " " + method.getName());
    }

    /** In an interface everything is public and, unless it has a body, abstract: not worth a word. */
    private static String modifiersOf(int modifiers, Class<?> owner) {
        int untold = Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.STRICT;
        int implied = owner.isInterface() ? Modifier.PUBLIC | Modifier.ABSTRACT : 0;
        String told = Modifier.toString(modifiers & ~untold & ~implied);
        return told.isEmpty() ? "" : told + " ";
    }

    private static String signature(Executable executable, String resultAndName) {
        String variables = variables(executable.getTypeParameters());
        String arguments = list("", executable.getAnnotatedParameterTypes());
        return (variables.isEmpty() ? "" : variables + " ")
                + resultAndName
                + "("
                + (executable.isVarArgs() ? arguments.replaceFirst("\\[]$", "...") : arguments)
                + ")"
                + list(" throws ", executable.getAnnotatedExceptionTypes());
    }

    private static String variables(TypeVariable<?>[] variables) {
        return join(variables, ", ", "<", ">", variable -> {
            String bounds = join(variable.getAnnotatedBounds(), " & ", " extends ", "", PublicSignatures::text);
            return variable.getName() + (bounds.equals(" extends Object") ? "" : bounds);
        });
    }

    private static String text(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return text(elementOf(array)) + dimensionsOf(array);
        } else if (type instanceof AnnotatedWildcardType wildcard) {
            String lower = list(" super ", wildcard.getAnnotatedLowerBounds());
            String upper = list(" extends ", wildcard.getAnnotatedUpperBounds());
            return nullness(type) + "?" + (!lower.isEmpty() ? lower : upper.equals(" extends Object") ? "" : upper);
        } else if (type instanceof AnnotatedParameterizedType parameterized) {
            Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
            AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
            return nullness(type) + name(raw) + join(arguments, ", ", "<", ">", PublicSignatures::text);
        } else if (type.getType() instanceof Class<?> plain) {
            return nullness(type) + name(plain);
        }
        return nullness(type) + type.getType().getTypeName();
    }

    private static AnnotatedType elementOf(AnnotatedArrayType array) {
        AnnotatedType component = array.getAnnotatedGenericComponentType();
        return component instanceof AnnotatedArrayType inner ? elementOf(inner) : component;
    }

    private static String dimensionsOf(AnnotatedArrayType array) {
        String outer = nullness(array).isEmpty() ? "[]" : " " + nullness(array) + "[]";
        return array.getAnnotatedGenericComponentType() instanceof AnnotatedArrayType inner
                ? outer + dimensionsOf(inner)
                : outer;
    }

    private static String nullness(AnnotatedType type) {
        if (type.isAnnotationPresent(Nullable.class)) {
            return "@Nullable ";
        }
        return type.isAnnotationPresent(NonNull.class) ? "@NonNull " : "";
    }

    /** The canonical name, without the packages that every reader knows. */
    private static String name(Class<?> type) {
        String home = type.getPackageName();
        boolean isKnown = !type.isPrimitive() && (home.equals("java.lang") || home.startsWith("dev.catenary"));
        return isKnown ? type.getCanonicalName().substring(home.length() + 1) : type.getCanonicalName();
    }

    private static String list(String prefix, AnnotatedType[] types) {
        return join(types, ", ", prefix, "", PublicSignatures::text);
    }

    private static <T> String join(
            T[] parts, String separator, String prefix, String suffix, Function<T, String> text) {
        return parts.length == 0 ? "" : Arrays.stream(parts).map(text).collect(joining(separator, prefix, suffix));
    }
}
