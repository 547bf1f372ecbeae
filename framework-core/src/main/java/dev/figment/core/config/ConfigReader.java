package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a config as it takes effect: what it {@code extends} merged beneath it, {@code ${env:NAME}} replaced, and
 * {@code --set a.b.c=value} applied on top. Every node of the result knows where its value came from.
 */
public final class ConfigReader {
    private final Path workingFolder;
    private final Function<String, @Nullable String> environment;

    /**
     * @param workingFolder what relative paths on the command line are resolved against
     * @param environment gives a variable's value, or null where it is not set
     */
    public ConfigReader(Path workingFolder, Function<String, @Nullable String> environment) {
        this.workingFolder = workingFolder;
        this.environment = environment;
    }

    /** A reader with the working folder and the environment of this process. */
    public static ConfigReader ofProcess() {
        return new ConfigReader(Path.of(""), System::getenv);
    }

    /**
     * Reads a config. What is wrong in it but leaves the rest readable is added to the problems; the part is then passed
     * over by whatever reads the nodes.
     *
     * @param overrides as given to {@code --set}: {@code a.b.c=value}, the value as YAML
     * @return the top map, without the key {@code extends}
     * @throws FigmentException if a file is missing or is no YAML map, or files extend each other in a cycle; it holds the
     *     problems found until then, too
     */
    public MapNode read(Path file, List<String> overrides, Problems problems) {
        Variables variables = new Variables(environment, problems);
        try {
            Inheritance inheritance = new Inheritance(workingFolder, variables, problems);
            MapNode config = inheritance.read(file);
            if (!inheritance.isWhole()) {
                // Whatever is missing may stand in what could not be read.
                throw FigmentException.user(problems.sorted());
            }
            return new Overrides(workingFolder, variables, problems).apply(overrides, config);
        } catch (FigmentException e) {
            problems.add(e);
            throw FigmentException.user(problems.sorted());
        }
    }

    /**
     * A config that a command makes of its options, as it is: nothing is merged or replaced in it. Relative paths are resolved
     * against the working folder.
     *
     * @param yaml a map
     * @param source what to call it in problems
     */
    public MapNode parse(String yaml, String source, Problems problems) {
        return (MapNode) YamlReader.read(yaml, Mark.ofCommand(source, workingFolder), problems);
    }
}
