package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one YAML file as it stands: no {@code extends}, no overrides, no variables. */
public final class YamlFile {
    /** Far more than anybody writes by hand; it keeps a mistaken path to a model or to data from filling memory. */
    static final int MOST_BYTES = 2 << 20;

    private YamlFile() {}

    /**
     * Reads a file whose content is a map. What is wrong in it but leaves the rest readable is added to the problems.
     *
     * @param file absolute, or relative to the working folder
     * @throws FigmentException if there is no such file, or it is no YAML map at all
     */
    public static MapNode read(Path file, Problems problems) {
        return read(file, Mark.ofFile(file, Path.of("")), problems);
    }

    /** As above, for a file whose beginning is called {@code start} in messages. */
    static MapNode read(Path file, Mark start, Problems problems) {
        Node root = YamlReader.read(SourceText.decode(bytes(file, start), start), start, problems);
        if (root instanceof MapNode map) {
            return map;
        }
        if (root.isNull()) {
            throw FigmentException.user(
                    start.problem("empty-config", "the file is empty").fix("write at least one 'key: value'"));
        }
        throw FigmentException.user(root.mark()
                .problem("wrong-type", "the file needs a map, not " + root.described())
                .fix("write 'key: value' lines"));
    }

    private static byte[] bytes(Path file, Mark start) {
        if (Files.isDirectory(file)) {
            throw FigmentException.user(
                    near(start.problem("not-a-file", "this is a folder, not a config file"), "", file));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw FigmentException.user(near(
                    start.problem("missing-file", "there is no such file"),
                    String.valueOf(file.getFileName()),
                    file.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw FigmentException.user(start.problem("unreadable-file", "the file cannot be read: " + e), e);
        }
        if (bytes.length > MOST_BYTES) {
            throw FigmentException.user(start.problem(
                            "too-large",
                            "the file is larger than " + (MOST_BYTES >> 20) + " MiB, too much for a config")
                    .fix("check that this is the config, not a model or data"));
        }
        return bytes;
    }

    /** Says which YAML files there are in a folder. */
    private static Problem near(Problem problem, String asked, @Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return problem.fix("its folder does not exist either");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .toList();
            return names.isEmpty()
                    ? problem.fix("there is no .yaml file in this folder")
                    : problem.suggesting(asked, names);
        } catch (IOException e) {
            return problem;
        }
    }
}
