package dev.figment.core.zoo.registry;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for everything that a user runs: the content of {@code config.yaml} in the user's folder. */
@Description("What holds for everything that a user runs")
public record UserConfig(
        @Description("Registries of models, beside the folders on this machine") @Default("[]")
        List<RegistryAddress> registries) {
    /** Its name in the user's folder. */
    public static final String FILE = "config.yaml";

    /** Keys that other parts of Figment read: the registries of plugins. */
    private static final Set<String> OTHERS = Set.of("plugin-registries");

    public UserConfig {
        registries = List.copyOf(registries);
        Set<String> names = new HashSet<>();
        for (RegistryAddress registry : registries) {
            if (!names.add(registry.name())) {
                throw new IllegalArgumentException("two registries have the name '" + registry.name() + "'");
            }
        }
    }

    /**
     * Reads it; where there is none, it is empty. Variables in it stay as they are written, so that no token is ever part of
     * what was read.
     *
     * @param home the user's folder
     * @throws FigmentException if it is wrong, with all of its problems
     */
    public static UserConfig in(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return new UserConfig(List.of());
        }
        Problems problems = new Problems();
        MapNode content = YamlFile.read(file, problems);
        @Nullable UserConfig config = RecordBinder.bind(content, UserConfig.class, OTHERS, problems);
        problems.throwIfAny();
        if (config == null) {
            throw new IllegalStateException("neither a config nor a problem");
        }
        return config;
    }
}
