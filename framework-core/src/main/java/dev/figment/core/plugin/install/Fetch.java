package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.WriteProblems;
import dev.figment.core.plugin.PluginProperties;
import dev.figment.core.plugin.archive.FolderPacker;
import dev.figment.core.plugin.archive.RefusedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Fetches a plugin from a zip, a folder, or an address. */
final class Fetch {
    private static final String FIX =
            "give a zip, a folder, an address with http:, https: or file:, or the name of a plugin in"
                    + " one of your registries";

    private Fetch() {}

    /**
     * Fetches it.
     *
     * @param source a path, or an address with {@code http:}, {@code https:} or {@code file:}
     * @param folder what is fetched is put there
     * @throws FigmentException if there is nothing, or it is no plugin
     */
    static Incoming from(String source, Path folder) {
        Path zip = folder.resolve("plugin.zip");
        String scheme =
                source.replaceFirst("(?s)^([A-Za-z][A-Za-z0-9+.-]+):.*", "$1").toLowerCase(Locale.ROOT);
        if (scheme.equals("http") || scheme.equals("https")) {
            PluginDownload.fetch(source, zip);
            return incoming(zip, source);
        }
        if (!scheme.equals("file") && source.contains("://")) {
            throw FigmentException.user(Problem.of(
                            "unknown-scheme", source, "plugins are not fetched from addresses with '" + scheme + ":'")
                    .fix(FIX));
        }
        Path path = path(source, scheme.equals("file")).toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            pack(path, zip);
        } else if (Files.isRegularFile(path)) {
            copy(path, zip);
        } else {
            throw missing(source, path);
        }
        return incoming(zip, path.toString());
    }

    /** Whether a source is the path of something that is there. */
    static boolean isThere(String source) {
        try {
            return Files.exists(Path.of(source));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The file that a path, or an address with {@code file:}, names. */
    static Path path(String source) {
        return path(source, source.regionMatches(true, 0, "file:", 0, 5));
    }

    private static Path path(String source, boolean address) {
        try {
            return address ? Path.of(URI.create(source)) : Path.of(source);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw FigmentException.user(
                    Problem.of("no-source", source, "this is no path: " + e.getMessage())
                            .fix(FIX),
                    e);
        }
    }

    private static FigmentException missing(String source, Path path) {
        Problem problem = Problem.of("no-source", source, "there is no such file or folder");
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return FigmentException.user(problem.fix(FIX));
        }
        try (Stream<Path> beside = Files.list(parent)) {
            List<String> zips = beside.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zip"))
                    .toList();
            return FigmentException.user(
                    problem.suggesting(String.valueOf(path.getFileName()), zips).fix(FIX));
        } catch (IOException e) {
            return FigmentException.user(problem, e);
        }
    }

    private static void pack(Path folder, Path zip) {
        PluginProperties.ofFolder(folder);
        try {
            FolderPacker.pack(folder, zip);
        } catch (RefusedArchive e) {
            throw FigmentException.user(
                    Problem.of("refused-plugin", folder.toString(), "the folder is refused: " + e.getMessage())
                            .fix("put the file itself there"),
                    e);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static void copy(Path file, Path zip) {
        try (InputStream in = Files.newInputStream(file)) {
            Files.copy(in, zip);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static FigmentException unreadable(Path path, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space")) {
            return WriteProblems.of(path, e);
        }
        return FigmentException.user(
                Problem.of("unreadable-plugin", path.toString(), "cannot be copied: " + e)
                        .fix("make it readable"),
                e);
    }

    private static Incoming incoming(Path zip, String source) {
        try {
            return new Incoming(zip, source, Digest.ofFile(zip));
        } catch (IOException e) {
            throw WriteProblems.of(zip, e);
        }
    }
}
