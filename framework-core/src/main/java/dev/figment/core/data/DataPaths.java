package dev.figment.core.data;

import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** From a file, a folder or a glob to the files it means, in natural order ({@code 2.png} before {@code 10.png}). */
final class DataPaths {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    private DataPaths() {}

    /**
     * The files, at least one. A folder means the files of this kind that lie in it directly; folders in it are named with
     * a glob such as {@code faces/**.png}.
     */
    static List<Path> find(DataRef from, FileKind kind) {
        try {
            Path literal = literal(from);
            if (Files.isDirectory(literal)) {
                return inFolder(literal, kind);
            }
            if (Files.exists(literal)) {
                return List.of(literal);
            }
            if (GLOB.matcher(from.text()).find()) {
                return matching(from);
            }
            throw noSuch(literal);
        } catch (IOException | UncheckedIOException e) {
            throw unlistable(from.text(), e);
        }
    }

    /** The folder that is meant, or empty where something else is. */
    static Optional<Path> folder(DataRef from) {
        return Optional.of(literal(from)).filter(Files::isDirectory);
    }

    /** The files of a kind that lie in a folder directly, at least one. */
    static List<Path> inFolder(Path folder, FileKind kind) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.filter(path -> !isHidden(path)).toList();
            List<Path> found = sorted(all.stream().filter(kind::matches).filter(Files::isRegularFile));
            if (found.isEmpty()) {
                throw none(folder, all, kind);
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw unlistable(folder.toString(), e);
        }
    }

    private static FigmentException none(Path folder, List<Path> all, FileKind kind) {
        String code = kind == FileKind.IMAGE ? "no-images" : "no-data";
        return FigmentException.user(
                Problem.of(code, folder.toString(), "there is no " + kind.one() + " in this folder; " + contents(all))
                        .fix("name a folder of " + kind.many() + ", or a glob such as '" + folder.getFileName() + "/**."
                                + kind.ending() + "' to look into its folders"));
    }

    /** Files of a kind in a folder and the folders in it, at any depth; may be none. */
    static List<Path> below(Path folder, FileKind kind) {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return sorted(walk.filter(kind::matches)
                    .filter(path -> !isBelowHidden(folder.relativize(path)))
                    .filter(Files::isRegularFile));
        } catch (IOException | UncheckedIOException e) {
            throw unlistable(folder.toString(), e);
        }
    }

    /** The folders that lie in a folder, in natural order; may be none. */
    static List<Path> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return sorted(entries.filter(path -> !isHidden(path)).filter(Files::isDirectory));
        } catch (IOException | UncheckedIOException e) {
            throw unlistable(folder.toString(), e);
        }
    }

    private static FigmentException unlistable(String where, Exception e) {
        return FigmentException.user(
                Problem.of("unreadable-folder", where, "cannot list this: " + e)
                        .fix("name a folder that may be read and has no links to itself"),
                e);
    }

    /** Refuses a path at which nothing is; what is there, and what a glob matches, is looked at when it is opened. */
    static void requireThere(DataRef from) {
        Path literal = literal(from);
        if (!Files.exists(literal) && !GLOB.matcher(from.text()).find()) {
            throw noSuch(literal);
        }
    }

    /** The text as a path; where a glob is no valid path (Windows forbids {@code *}), a place where nothing is. */
    private static Path literal(DataRef from) {
        try {
            return from.base().resolve(from.text()).normalize();
        } catch (InvalidPathException e) {
            if (GLOB.matcher(from.text()).find()) {
                return from.base().resolve("\u0001");
            }
            throw FigmentException.user(
                    Problem.of("bad-path", from.text(), "this is no path: " + e.getReason())
                            .fix("name a file, a folder or a glob"),
                    e);
        }
    }

    private static String contents(List<Path> all) {
        if (all.isEmpty()) {
            return "it is empty";
        }
        long folders = all.stream().filter(Files::isDirectory).count();
        TreeSet<String> some = new TreeSet<>();
        all.stream().limit(5).forEach(path -> some.add(String.valueOf(path.getFileName())));
        return "it holds " + folders + " folders and " + (all.size() - folders) + " other files: "
                + String.join(", ", some) + (all.size() > some.size() ? ", …" : "");
    }

    private static List<Path> matching(DataRef from) throws IOException {
        String pattern = from.text().replace('\\', '/');
        int wild = firstWild(pattern);
        int slash = pattern.lastIndexOf('/', wild);
        Path folder = from.base()
                .resolve(slash < 0 ? "" : pattern.substring(0, slash + 1))
                .normalize();
        if (!Files.isDirectory(folder)) {
            throw noSuch(folder);
        }
        String tail = pattern.substring(slash + 1);
        PathMatcher matcher = matcher(from, tail, folder);
        int depth = tail.contains("**")
                ? Integer.MAX_VALUE
                : (int) tail.chars().filter(c -> c == '/').count() + 1;
        try (Stream<Path> walk = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found = sorted(walk.filter(path -> matcher.matches(folder.relativize(path)))
                    .filter(path -> !isBelowHidden(folder.relativize(path)))
                    .filter(Files::isRegularFile));
            if (found.isEmpty()) {
                throw FigmentException.user(
                        Problem.of("no-match", from.text(), "no file matches this glob in " + folder)
                                .fix(
                                        tail.contains("**")
                                                ? "check the ending of the files' names"
                                                : "'**' instead of '*' also looks into folders"));
            }
            return found;
        }
    }

    private static PathMatcher matcher(DataRef from, String glob, Path folder) {
        try {
            return folder.getFileSystem().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw FigmentException.user(
                    Problem.of("bad-glob", from.text(), "this glob is not complete: " + e.getDescription())
                            .fix(
                                    "close each [ with ] and each { with }, or rename files that have them in their names"),
                    e);
        }
    }

    private static int firstWild(String pattern) {
        var matcher = GLOB.matcher(pattern);
        return matcher.find() ? matcher.start() : pattern.length();
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private static boolean isBelowHidden(Path relative) {
        for (Path name : relative) {
            if (isHidden(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> sorted(Stream<Path> paths) {
        return paths.sorted((a, b) -> NaturalOrder.compare(a.toString(), b.toString()))
                .toList();
    }

    private static FigmentException noSuch(Path path) {
        Problem problem = Problem.of("no-such-file", path.toString(), "there is no such file or folder");
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return FigmentException.user(
                    parent == null ? problem : problem.fix("the folder " + parent + " does not exist either"));
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            List<String> names = siblings.map(sibling -> String.valueOf(sibling.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .toList();
            return FigmentException.user(problem.suggesting(String.valueOf(path.getFileName()), names));
        } catch (IOException e) {
            return FigmentException.user(problem);
        }
    }
}
