package dev.figment.core.plugin.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The bytes of the classes that a plugin brings: in {@code classes/} and in the jars of {@code lib/}. */
final class PluginClasses implements AutoCloseable {
    private static final String ENDING = ".class";

    /** No compiler makes longer ones; what is cut here is not judged. */
    private static final int LONGEST = 16 << 20;

    private final Map<String, Place> places = new HashMap<>();
    private final List<ZipFile> jars = new ArrayList<>();

    /** Where a class lies: its jar, or the folder of classes, and how to read it there. */
    private record Place(Path unit, Content content) {}

    @FunctionalInterface
    private interface Content {
        InputStream open() throws IOException;
    }

    private PluginClasses() {}

    static PluginClasses of(Path plugin) throws IOException {
        PluginClasses classes = new PluginClasses();
        try {
            classes.addFolder(plugin.resolve("classes"));
            for (Path jar : list(plugin.resolve("lib"))) {
                classes.addJar(jar);
            }
            return classes;
        } catch (IOException | RuntimeException e) {
            classes.close();
            throw e;
        }
    }

    /** Internal names of all classes, sorted. */
    Set<String> names() {
        return new TreeSet<>(places.keySet());
    }

    /** Whether the plugin brings a class, or others of its package. */
    boolean hasPackageOf(String name) {
        String start = name.substring(0, name.lastIndexOf('/') + 1);
        return places.containsKey(name)
                || places.keySet().stream()
                        .anyMatch(other -> other.startsWith(start) && other.indexOf('/', start.length()) < 0);
    }

    /** The jar, or the folder of classes, that a class lies in. */
    Path unit(String name) {
        return requireNonNull(places.get(name)).unit;
    }

    /** The bytes of a class; empty where the plugin does not bring it. */
    Optional<byte[]> bytes(String name) throws IOException {
        Place place = places.get(name);
        if (place == null) {
            return Optional.empty();
        }
        try (InputStream in = place.content.open()) {
            return Optional.of(in.readNBytes(LONGEST));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private void addFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> add(
                            folder.relativize(file).toString().replace('\\', '/'),
                            new Place(folder, () -> Files.newInputStream(file))));
        }
    }

    private void addJar(Path path) throws IOException {
        ZipFile jar;
        try {
            jar = new ZipFile(path.toFile());
        } catch (ZipException e) {
            // Whatever needs it will say so when it is loaded.
            return;
        }
        jars.add(jar);
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            add(entry.getName(), new Place(path, () -> jar.getInputStream(entry)));
        }
    }

    private void add(String file, Place place) {
        if (file.endsWith(ENDING) && !file.startsWith("META-INF/") && !file.equals("module-info.class")) {
            places.putIfAbsent(file.substring(0, file.length() - ENDING.length()), place);
        }
    }

    @Override
    public void close() throws IOException {
        for (ZipFile jar : jars) {
            jar.close();
        }
    }
}
