package dev.figment.core.plugin.link;

import dev.figment.api.plugin.FigmentPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Classes as a plugin sees them: those that the host shares, its own, and the JDK's. None of them is loaded. */
final class ClassHierarchy {
    private final PluginClasses own;
    private final Predicate<String> shared;
    private final Map<String, Optional<ClassShape>> known = new HashMap<>();

    /**
     * @param shared whether the host alone has the class of an internal name
     */
    ClassHierarchy(PluginClasses own, Predicate<String> shared) {
        this.own = own;
        this.shared = shared;
    }

    boolean isShared(String name) {
        return shared.test(name);
    }

    /** The shape of a class; empty where there is none, or it cannot be read. */
    Optional<ClassShape> find(String name) {
        Optional<ClassShape> shape = known.get(name);
        if (shape == null) {
            shape = read(name);
            known.put(name, shape);
        }
        return shape;
    }

    private Optional<ClassShape> read(String name) {
        try {
            Optional<byte[]> bytes = isShared(name)
                    ? resource(FigmentPlugin.class.getClassLoader(), name)
                    : own.bytes(name).or(() -> resource(ClassLoader.getPlatformClassLoader(), name));
            return bytes.map(content -> ClassShape.of(new ClassReader(content)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Newer than ASM, or no class at all: what cannot be read is not judged.
            return Optional.empty();
        }
    }

    private static Optional<byte[]> resource(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class and all above it, superclasses first. */
    record Lineage(List<ClassShape> classes, List<ClassShape> interfaces, boolean complete) {
        /** Whether a class that the host shares is among them. */
        boolean hasShared(Predicate<String> shared) {
            return classes.stream().anyMatch(shape -> shared.test(shape.name()))
                    || interfaces.stream().anyMatch(shape -> shared.test(shape.name()));
        }

        /** The access flags of a member, looked for in the order of the JVM; null where it is nowhere. */
        @Nullable
        Integer access(String key, boolean isMethod) {
            for (List<ClassShape> shapes : List.of(classes, interfaces)) {
                for (ClassShape shape : shapes) {
                    Integer access = (isMethod ? shape.methods() : shape.fields()).get(key);
                    if (access != null) {
                        return access;
                    }
                }
            }
            return null;
        }
    }

    /** All above a class, and itself; incomplete where one of them cannot be found. */
    Lineage lineage(String name) {
        List<ClassShape> classes = new ArrayList<>();
        List<ClassShape> interfaces = new ArrayList<>();
        Deque<String> pending = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        boolean complete = true;
        for (String next = name; next != null && seen.add(next); ) {
            Optional<ClassShape> shape = find(next);
            complete &= shape.isPresent();
            shape.ifPresent(found -> {
                (found.isInterface() ? interfaces : classes).add(found);
                pending.addAll(found.interfaces());
            });
            next = shape.map(ClassShape::superclass).orElse(null);
        }
        while (!pending.isEmpty()) {
            String next = pending.remove();
            if (seen.add(next)) {
                Optional<ClassShape> shape = find(next);
                complete &= shape.isPresent();
                shape.ifPresent(found -> {
                    interfaces.add(found);
                    pending.addAll(found.interfaces());
                });
            }
        }
        return new Lineage(classes, interfaces, complete);
    }
}
