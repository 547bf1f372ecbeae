package dev.figment.cli;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.ListNode;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Node;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.ScalarNode;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.TrainConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A training config that has been checked.
 *
 * @param keys every key of the effective config, dotted, with its text
 */
record TrainPlan(TrainConfig config, PlanReader.Assembly recipe, Map<String, String> keys) {
    static final String RECIPE = "recipe";

    /** Whether a config is for training rather than running. */
    static boolean isTraining(MapNode document) {
        return document.find(RECIPE).isPresent();
    }

    /** Null where there are problems, which have been reported. */
    static @Nullable TrainPlan read(Host host, MapNode document, Problems problems) {
        TrainConfig config = RecordBinder.bind(document, TrainConfig.class, Set.of(RECIPE), problems);
        PlanReader.Assembly recipe = host.plans().readSingle(Contribution.RECIPE, RECIPE, document, problems);
        if (config != null) {
            Map<String, Object> data =
                    new TreeMap<>(Map.of("train", config.data().train()));
            if (config.data().validation() != null) {
                data.put("validation", config.data().validation());
            }
            host.references().check(data, document.map("data", problems), problems);
        }
        if (config == null || recipe == null) {
            return null;
        }
        Map<String, String> keys = new TreeMap<>();
        flatten("", document, keys);
        return new TrainPlan(config, recipe, keys);
    }

    /** Builds the recipe. */
    @SuppressWarnings("unchecked")
    Recipe<Images> build(Services services) {
        // Images are the one medium that datasets give.
        return (Recipe<Images>) recipe.build(services, new Seed(config.seed()));
    }

    private static void flatten(String path, Node node, Map<String, String> keys) {
        if (node instanceof MapNode map) {
            for (String key : map.keys()) {
                map.find(key).ifPresent(child -> flatten(path.isEmpty() ? key : path + "." + key, child, keys));
            }
        } else if (node instanceof ListNode list) {
            for (int i = 0; i < list.items().size(); i++) {
                flatten(path + "." + i, list.items().get(i), keys);
            }
        } else if (node instanceof ScalarNode scalar) {
            keys.put(path, scalar.text());
        }
    }
}
