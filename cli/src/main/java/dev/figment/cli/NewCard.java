package dev.figment.cli;

import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Node;
import dev.figment.core.config.ScalarNode;
import dev.figment.core.config.YamlWriter;
import dev.figment.core.data.DatasetRegistry;
import dev.figment.core.plugin.Catalog;
import dev.figment.train.loop.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills the keys of a card: from options, from a card that there is already, from what the model's files say of their
 * training, and from the registry of datasets; the first that knows wins.
 */
final class NewCard {
    private static final String FIRST = "1.0.0";

    private final CardOptions options;
    private final Optional<Origin> origin;
    private final Catalog catalog;
    private final List<Problem> missing = new ArrayList<>();
    private MapNode content;

    /**
     * @param base what there is already; may be empty
     * @param origin of the model's files
     */
    NewCard(CardOptions options, MapNode base, Optional<Origin> origin, Catalog catalog) {
        this.options = options;
        this.content = base;
        this.origin = origin;
        this.catalog = catalog;
    }

    /**
     * All keys but {@code files}, {@code training}, {@code evaluation} and {@code golden}.
     *
     * @throws FigmentException naming every key that nothing is known for, and the option that gives it
     */
    MapNode filled() {
        String[] as = options.as == null ? new String[0] : options.as.split("@", 2);
        fill("name", as.length > 0 ? as[0] : null, key("name"), "--as NAME", "what it is called");
        fill("version", as.length > 1 ? as[1] : null, FIRST, "--as NAME@VERSION", "which version it is");
        fill("task", options.task, null, "--task TEXT", "what it does, in a word or two");
        fill("summary", options.summary, null, "--summary TEXT", "in one line what it is");
        fill("use", options.use, recipe(), "--use TYPE", "which component type takes it");
        plugin();
        fill("licence", options.licence, null, "--licence SPDX", "what the weights' licence is");
        data();
        if (!options.limits.isEmpty()) {
            content = with(content, "limits", options.limits);
        }
        if (!missing.isEmpty()) {
            throw FigmentException.user(missing);
        }
        return content;
    }

    /** The same map with a key that has this value. */
    static MapNode with(MapNode map, String key, Object value) {
        return map.with(key, map.keyMark(key), YamlWriter.node(value));
    }

    private void fill(String key, @Nullable String given, @Nullable String known, String option, String meaning) {
        content = filled(content, key, given, known, option, meaning);
    }

    private MapNode filled(
            MapNode map, String key, @Nullable String given, @Nullable String known, String option, String meaning) {
        if (given != null) {
            return with(map, key, given);
        }
        if (map.find(key).filter(node -> !node.isNull()).isPresent()) {
            return map;
        }
        if (known != null) {
            return with(map, key, known);
        }
        missing.add(Problem.of("missing-key", "", "nothing says " + meaning).fix("add " + option));
        return map;
    }

    /** The component type that is called as the recipe, where there is one. */
    private @Nullable String recipe() {
        String recipe = key("recipe.use");
        return recipe != null && catalog.find(Contribution.COMPONENT, recipe).isPresent() ? recipe : null;
    }

    private void plugin() {
        String use = content.find("use")
                .filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).text())
                .orElse(null);
        if (use == null || (content.find("plugin").isPresent() && options.use == null)) {
            return;
        }
        try {
            Catalog.Entry entry = catalog.require(Contribution.COMPONENT, use, "");
            Map<String, Object> plugin = new LinkedHashMap<>();
            plugin.put("id", entry.pluginId());
            plugin.put("versions", compatible(entry.pluginVersion()));
            content = with(content, "plugin", plugin);
        } catch (FigmentException e) {
            missing.addAll(e.problems());
        }
    }

    /** From this version to the next that may break: the next minor one before 1.0.0, else the next major one. */
    static String compatible(String version) {
        String[] parts = version.split("[.+-]", 4);
        boolean early = parts[0].equals("0");
        String next =
                early ? "0." + (Integer.parseInt(parts[1]) + 1) + ".0" : (Integer.parseInt(parts[0]) + 1) + ".0.0";
        return ">=" + parts[0] + "." + parts[1] + "." + parts[2] + " & <" + next;
    }

    private void data() {
        Node there = content.find("data").orElse(YamlWriter.map(Map.of()));
        MapNode data = there instanceof MapNode map ? map : YamlWriter.map(Map.of());
        Optional<DatasetRegistry.Entry> known = dataset();
        data = filled(
                data,
                "name",
                options.dataName,
                known.map(DatasetRegistry.Entry::title).orElse(null),
                "--data-name TEXT",
                "what it was trained on");
        data = filled(
                data,
                "source",
                options.dataSource,
                known.map(DatasetRegistry.Entry::homepage).orElse(null),
                "--data-source TEXT",
                "where that is published");
        data = filled(
                data,
                "licence",
                options.dataLicence,
                known.map(DatasetRegistry.Entry::licence).orElse(null),
                "--data-licence TEXT",
                "what the licence of its training data is");
        data = filled(
                data,
                "digest",
                options.dataDigest,
                origin.map(from -> from.data().get("train")).orElse(null),
                "--data-digest sha256:…",
                "what the digest of its training data is");
        content = with(content, "data", data);
    }

    private Optional<DatasetRegistry.Entry> dataset() {
        String train = key("data.train");
        return train == null || !train.startsWith(DataRef.SCHEME)
                ? Optional.empty()
                : Optional.ofNullable(DatasetRegistry.bundled()
                        .datasets()
                        .get(train.substring(DataRef.SCHEME.length()).split("/", 2)[0]));
    }

    /** A key of the config that trained it. */
    private @Nullable String key(String key) {
        return origin.map(from -> from.config().get(key)).orElse(null);
    }
}
