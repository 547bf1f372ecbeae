package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The public classes of some packages, with what others can call or override of them, as the JDK's javap prints it. */
final class PublicClasses {
    private PublicClasses() {}

    /**
     * A line for each class and for each of its public and protected members, sorted within the class.
     *
     * @param of a class of the module
     * @param packages by their names, without those below them
     */
    static List<String> listing(Class<?> of, List<String> packages) throws IOException {
        URI location = location(of);
        if (Files.isDirectory(Path.of(location))) {
            return listing(Path.of(location), packages);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + location), Map.of())) {
            return listing(jar.getPath("/"), packages);
        }
    }

    private static List<String> listing(Path root, List<String> packages) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : packages) {
            try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class"))
                        .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
                        .filter(PublicClasses::isPublic)
                        .forEach(names::add);
            }
        }
        Collections.sort(names);
        return names.isEmpty() ? List.of() : sorted(javap(names));
    }

    private static URI location(Class<?> of) {
        try {
            return of.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(String name) {
        if (name.endsWith("package-info")) {
            return false;
        }
        try {
            Class<?> type = Class.forName(name, false, PublicClasses.class.getClassLoader());
            while (type != null) {
                if (!Modifier.isPublic(type.getModifiers()) && !Modifier.isProtected(type.getModifiers())) {
                    return false;
                }
                type = type.getEnclosingClass();
            }
            return true;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> javap(List<String> names) {
        List<String> arguments = new ArrayList<>(List.of("-protected", "-cp", System.getProperty("java.class.path")));
        arguments.addAll(names);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        assertThat(status).as(err.toString()).isZero();
        return out.toString().lines().toList();
    }

    /** The order of members in a source says nothing. */
    private static List<String> sorted(List<String> printed) {
        List<String> lines = new ArrayList<>();
        List<String> members = new ArrayList<>();
        for (String line : printed) {
            if (line.startsWith("  ")) {
                members.add(line);
            } else if (!line.startsWith("Compiled from")) {
                Collections.sort(members);
                lines.addAll(members);
                members.clear();
                lines.add(line);
            }
        }
        return lines;
    }
}
