package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.core.embed.Figment;
import dev.figment.train.loop.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What plugins and embedding programs are compiled against is what {@code api.txt} of each module says. */
class PublishedApiTest {
    static Stream<Arguments> modules() {
        return Stream.of(
                Arguments.of(
                        "framework-api",
                        FigmentPlugin.class,
                        List.of(
                                "dev.figment.api",
                                "dev.figment.api.config",
                                "dev.figment.api.data",
                                "dev.figment.api.error",
                                "dev.figment.api.model",
                                "dev.figment.api.plugin")),
                Arguments.of(
                        "framework-train",
                        Recipe.class,
                        List.of(
                                "dev.figment.train.data",
                                "dev.figment.train.gradient",
                                "dev.figment.train.graph",
                                "dev.figment.train.loop",
                                "dev.figment.train.nn",
                                "dev.figment.train.optim",
                                "dev.figment.train.schedule",
                                "dev.figment.train.step")),
                Arguments.of("framework-testkit", Medium.class, List.of("dev.figment.testkit")),
                Arguments.of("framework-core", Figment.class, List.of("dev.figment.core.embed")));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theApiIsWhatWasPublished(String module, Class<?> of, List<String> packages) throws IOException {
        List<String> found = PublicClasses.listing(of, packages);
        Path made = Files.createDirectories(Path.of("target/api")).resolve(module + ".txt");
        Files.write(made, found);
        Path published = Path.of("..", module, "api.txt");
        List<String> expected = Files.exists(published) ? Files.readAllLines(published) : List.of();
        assertThat(found.equals(expected))
                .as(
                        "the API of %s. Gone: %s. New: %s.%nPlugins that were compiled before may not work with this."
                                + " If it is meant, say so in CHANGELOG.md, and accept it: cp framework-testkit/%s %s/api.txt",
                        module, difference(expected, found), difference(found, expected), made, module)
                .isTrue();
    }

    /** Lines of the one that are not in the other, each with its class. */
    private static List<String> difference(List<String> lines, List<String> others) {
        List<String> missing = withClasses(lines);
        missing.removeAll(withClasses(others));
        return missing.stream().limit(30).toList();
    }

    private static List<String> withClasses(List<String> lines) {
        List<String> all = new ArrayList<>();
        String type = "";
        for (String line : lines) {
            if (line.startsWith("  ")) {
                all.add(type + ": " + line.strip());
            } else if (!line.equals("}")) {
                type = line.replace(" {", "").replaceAll(".*(?:class|interface) ([\\w.$]+).*", "$1");
                all.add(line.replace(" {", ""));
            }
        }
        return all;
    }
}
