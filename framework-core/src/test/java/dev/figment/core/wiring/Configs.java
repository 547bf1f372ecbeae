package dev.figment.core.wiring;

import static java.util.Objects.requireNonNull;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.steps.CoreSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Configs, read against the built-in steps and further plugins. */
final class Configs {
    private final Path folder;
    private final Catalog catalog;

    private Configs(Path folder, Catalog catalog) {
        this.folder = folder;
        this.catalog = catalog;
    }

    static Configs in(Path folder, FigmentPlugin... plugins) {
        List<PluginStatus> statuses = new ArrayList<>(List.of(PluginStatus.Loaded.builtIn(new CoreSteps())));
        Arrays.stream(plugins).map(PluginStatus.Loaded::builtIn).forEach(statuses::add);
        return new Configs(folder, Catalog.of(statuses));
    }

    /** The plan of what must be right. */
    Plan plan(String text) {
        Problems problems = new Problems();
        Plan plan = reader().read(document(text), problems);
        problems.throwIfAny();
        return requireNonNull(plan);
    }

    /** The problems, as printed, of what must be wrong. */
    List<String> problemsOf(String text) {
        Problems problems = new Problems();
        Plan plan = reader().read(document(text), problems);
        if (plan != null) {
            throw new AssertionError("there is a plan");
        }
        return printed(problems);
    }

    PlanReader reader() {
        return new PlanReader(catalog, (values, keys, problems) -> {});
    }

    MapNode document(String text) {
        Problems problems = new Problems();
        try {
            Files.writeString(folder.resolve("a.yaml"), text);
            MapNode document = new ConfigReader(folder, name -> null).read(Path.of("a.yaml"), List.of(), problems);
            problems.throwIfAny();
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> printed(Problems problems) {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    static List<String> printed(FigmentException e) {
        return e.problems().stream().map(Problem::toString).toList();
    }
}
