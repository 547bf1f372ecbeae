package dev.figment.core.plugin.link;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.AtomicFile;
import dev.figment.core.io.FileStamp;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.slf4j.LoggerFactory;

/**
 * Refuses plugins whose classes do not fit this Figment. That one fits is remembered, so that it is looked at once and not at
 * each start.
 */
public final class PluginLinks {
    private static final int MOST_SHOWN = 5;
    private static final List<String> HIDDEN = List.of("dev/figment/core/", "dev/figment/cli/");

    private final List<String> shared;
    private final String figment;
    private final Path remembered;
    private final List<Path> host;

    /**
     * @param sharedPackages the packages, with their sub-packages, that the host alone loads
     * @param figment this Figment's version
     * @param cache where it is remembered which plugins fit
     */
    public PluginLinks(List<String> sharedPackages, String figment, Path cache) {
        this(
                sharedPackages,
                figment,
                cache,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(Path::of)
                        .toList());
    }

    PluginLinks(List<String> sharedPackages, String figment, Path cache, List<Path> host) {
        this.shared = sharedPackages.stream()
                .map(name -> name.replace('.', '/') + "/")
                .toList();
        this.figment = figment;
        this.remembered = cache.resolve("links");
        this.host = host;
    }

    /**
     * Looks at a plugin, unless it is known to fit.
     *
     * @param folder its content
     * @param unpacked whether the folder is one that a zip was unpacked to, whose name changes with the content
     * @param where what to call it in messages
     * @return names of its classes that would end the process
     * @throws FigmentException if it refers to something that is not there; it says to what, and from where
     */
    public Set<String> require(Path folder, boolean unpacked, String where) throws IOException {
        Optional<Path> note = fingerprint(folder, unpacked).map(remembered::resolve);
        if (note.filter(Files::exists).isPresent()) {
            return Set.copyOf(Files.readAllLines(note.get()));
        }
        requireAnew(folder, where);
        Set<String> ending = ending(folder);
        note.ifPresent(file -> remember(file, ending));
        return ending;
    }

    private static Set<String> ending(Path folder) throws IOException {
        Set<String> ending = new TreeSet<>();
        try (PluginClasses own = PluginClasses.of(folder)) {
            for (String name : own.names()) {
                try {
                    if (ExitCalls.areIn(new ClassReader(own.bytes(name).orElseThrow()))) {
                        ending.add(name.replace('/', '.'));
                    }
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    LoggerFactory.getLogger(PluginLinks.class).debug("{} is no class that can be read", name, e);
                }
            }
        }
        return ending;
    }

    /**
     * Looks at a plugin, whatever is remembered.
     *
     * @throws FigmentException as {@link #require}
     */
    public void requireAnew(Path folder, String where) throws IOException {
        List<String> problems = LinkCheck.problems(
                folder,
                name -> shared.stream().anyMatch(name::startsWith),
                name -> HIDDEN.stream().anyMatch(name::startsWith));
        if (problems.isEmpty()) {
            return;
        }
        String listed = String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_SHOWN)));
        int more = problems.size() - MOST_SHOWN;
        throw FigmentException.user(
                Problem.of("unlinked-plugin", where, "it needs " + listed + (more > 0 ? "; and " + more + " more" : ""))
                        .fix("it was built against another version of Figment: get the one for " + figment
                                + ", or build it again; 'figment plugins doctor' prints what it sees of Figment"));
    }

    private static void remember(Path note, Set<String> ending) {
        try {
            AtomicFile.write(note, String.join("\n", ending).getBytes(StandardCharsets.UTF_8));
        } catch (FigmentException e) {
            LoggerFactory.getLogger(PluginLinks.class).debug("could not remember that a plugin fits", e);
        }
    }

    /** Of the plugin and of all that Figment is made of; empty where that is being worked on. */
    private Optional<String> fingerprint(Path plugin, boolean unpacked) throws IOException {
        StringBuilder content = new StringBuilder(figment);
        for (Path path : host) {
            if (Files.isDirectory(path)) {
                return Optional.empty();
            }
            if (Files.exists(path)) {
                content.append(path.getFileName()).append(FileStamp.of(path));
            }
        }
        return Optional.of(FileStamp.digest(
                content.append(unpacked ? String.valueOf(plugin.getFileName()) : FileStamp.of(plugin))));
    }
}
