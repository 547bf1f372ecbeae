package dev.figment.cli;

import dev.figment.api.Seed;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Mark;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import dev.figment.train.data.DataPlan;
import dev.figment.train.loop.PreparingRecipe;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.TrainConfig;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A training config that has been checked.
 *
 * @param data for the medium that the recipe takes
 * @param keepsMedium whether the recipe trains on the medium of the data, rather than on another that it makes of them
 * @param keys every key of the effective config, dotted, with its text
 */
record TrainPlan(
        TrainConfig config,
        DataPlan<?> data,
        PlanReader.Assembly recipe,
        boolean keepsMedium,
        Map<String, String> keys) {
    static final String RECIPE = "recipe";

    /** Whether a config is for training rather than running. */
    static boolean isTraining(MapNode document) {
        return document.find(RECIPE).isPresent();
    }

    /**
     * The plan of a config.
     *
     * @throws dev.figment.api.error.FigmentException with everything that is wrong with it
     */
    static TrainPlan read(Host host, ConfigOptions config) {
        Problems problems = new Problems();
        MapNode document = config.read(host, problems);
        ConfigKind.TRAINING.require(document, config.config);
        TrainPlan plan = read(host, document, problems);
        problems.throwIfAny();
        if (plan == null) {
            throw new IllegalStateException(config.config + " gave neither a plan nor a problem");
        }
        return plan;
    }

    /** Null where there are problems, which have been reported. */
    static @Nullable TrainPlan read(Host host, MapNode document, Problems problems) {
        TrainConfig config = RecordBinder.bind(document, TrainConfig.class, Set.of(RECIPE), problems);
        PlanReader.Assembly recipe = host.plans().readSingle(Contribution.RECIPE, RECIPE, document, problems);
        if (config != null) {
            Map<String, Object> sources =
                    new TreeMap<>(Map.of("train", config.data().train()));
            if (config.data().validation() != null) {
                sources.put("validation", config.data().validation());
            }
            MapNode data = document.map("data", problems);
            host.references().check(sources, data, problems);
            if (config.data().attributes() != null) {
                Map<String, Object> table =
                        Map.of("labels", config.data().attributes().labels());
                host.references().check(table, data.map("attributes", problems), problems);
            }
        }
        DataPlan<?> data = config == null || recipe == null ? null : data(config, recipe, document, problems);
        if (config == null || recipe == null || data == null) {
            return null;
        }
        return new TrainPlan(config, data, recipe, keepsMedium(recipe), DottedKeys.of(document));
    }

    /** Builds the recipe. */
    Recipe<?> build(Services services) {
        return (Recipe<?>) recipe.build(services, new Seed(config.seed()));
    }

    private static boolean keepsMedium(PlanReader.Assembly recipe) {
        List<Type> media = recipe.arguments(PreparingRecipe.class);
        return media.isEmpty() || media.get(0).equals(media.get(1));
    }

    /** Null where the keys of the data do not fit the recipe, which has been reported. */
    private static @Nullable DataPlan<?> data(
            TrainConfig config, PlanReader.Assembly recipe, MapNode document, Problems problems) {
        List<Type> media = recipe.arguments(PreparingRecipe.class);
        media = media.isEmpty() ? recipe.arguments(Recipe.class) : media;
        if (media.isEmpty()) {
            problems.add(document.keyMark(RECIPE)
                    .problem("bad-recipe", "this recipe does not say which medium it trains on")
                    .fix("tell the author of its plugin: its class must implement Recipe of a medium"));
            return null;
        }
        Type medium = media.get(0);
        try {
            return DataPlan.of(medium, config.data());
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            MapNode keys = document.map("data", problems);
            String key = message.split(" ", 2)[0];
            Mark mark = keys.keys().contains(key) ? keys.keyMark(key) : document.keyMark("data");
            problems.add(mark.problem("other-medium", message));
            return null;
        }
    }
}
