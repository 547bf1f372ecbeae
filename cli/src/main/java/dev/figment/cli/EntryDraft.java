package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Node;
import dev.figment.core.config.Problems;
import dev.figment.core.config.YamlWriter;
import dev.figment.core.io.AtomicFolder;
import dev.figment.core.io.WriteProblems;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.CardFile;
import dev.figment.train.loop.Origin;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An entry of the zoo while it is made: its files, and its card, which comes last. */
final class EntryDraft {
    private static final String TRAINING = "train.yaml";
    private static final String EVALUATION = "evaluate.yaml";
    private static final String VALIDATION = "validation.";

    private final AtomicFolder entry;
    private final CardOptions options;
    private final List<String> written = new ArrayList<>();
    private MapNode content;

    /**
     * @param entry that nothing has been written to
     * @param content the card so far
     */
    EntryDraft(AtomicFolder entry, CardOptions options, MapNode content) {
        this.entry = entry;
        this.options = options;
        this.content = content;
    }

    /** Adds a file, unless there is one of this name. */
    void copy(String name, Path from) {
        if (!written.contains(name)) {
            entry.copy(name, from);
            written.add(name);
        }
    }

    private void write(String name, String text) {
        entry.write(name, text.getBytes(StandardCharsets.UTF_8));
        written.add(name);
    }

    private void set(String key, Object value) {
        content = NewCard.with(content, key, value);
    }

    /** Adds the config that trained it. */
    void training(Optional<Origin> origin) {
        if (options.training != null) {
            requireFree(TRAINING, "--training");
            write(TRAINING, effective(options.training));
            set("training", TRAINING);
        } else if (content.find("training").isEmpty()) {
            MapNode config = origin.flatMap(from -> DottedKeys.config(from.config()))
                    .orElseThrow(() ->
                            FigmentException.user(Problem.of("missing-key", "", "nothing says which config trained it")
                                    .fix("add --training CONFIG")));
            requireFree(TRAINING, "the config in the model's files");
            write(TRAINING, YamlWriter.text(config));
            set("training", TRAINING);
        }
    }

    /** A config as it takes effect, since what it extends is elsewhere. */
    private static String effective(Path config) {
        Problems problems = new Problems();
        MapNode document = ConfigReader.ofProcess().read(config, List.of(), problems);
        problems.throwIfAny();
        return YamlWriter.text(document);
    }

    private void requireFree(String name, String what) {
        if (written.contains(name)) {
            throw FigmentException.user(
                    Problem.of("file-exists", "", "the folder has a file " + name + ", the place of " + what)
                            .fix("rename that file"));
        }
    }

    /** Adds a golden run of each ONNX file that has none. */
    void golden(Map<String, Model> models, GoldenRuns runs, GoldenOptions golden, Path folder) {
        MapNode known = map(content.find("golden"));
        for (Map.Entry<String, Model> model : models.entrySet()) {
            String onnx = model.getKey();
            if (known.find(onnx).isPresent() && !golden.inputs.containsKey(onnx)) {
                continue;
            }
            String name = onnx.replaceFirst("\\.onnx$", "") + ".golden.safetensors";
            requireFree(name, "the golden run of " + onnx);
            try {
                GoldenFile.write(runs.of(model.getValue(), folder.resolve(onnx)), entry.stage(name));
            } catch (IOException e) {
                throw WriteProblems.of(folder.resolve(name), e);
            }
            written.add(name);
            known = NewCard.with(
                    known, onnx, map("file", name, "absolute", golden.absolute, "relative", golden.relative));
        }
        set("golden", known);
    }

    /** Measures it, or takes the numbers of its training. */
    void evaluation(Map<String, String> metadata, Host host, DataOptions data) {
        String name = DottedKeys.of(content).getOrDefault("name", "");
        if (options.evaluation != null) {
            requireFree(EVALUATION, "--evaluation");
            write(EVALUATION, effective(options.evaluation));
        }
        if (options.evaluation != null || (content.find("evaluation").isEmpty() && written.contains(EVALUATION))) {
            ConfigOptions config = new ConfigOptions();
            config.config = entry.staged().resolve(EVALUATION);
            Map<String, Double> measured = Measurements.of(RunCommand.run(host, config, data));
            set(
                    "evaluation",
                    map("config", EVALUATION, "command", "figment zoo evaluate " + name, "metrics", measured));
        } else if (content.find("evaluation").isEmpty()) {
            Map<String, Double> validated = new LinkedHashMap<>();
            metadata.forEach((key, value) -> {
                if (key.startsWith(VALIDATION)) {
                    validated.put(validation(key.substring(VALIDATION.length())), Double.valueOf(value));
                }
            });
            set("evaluation", map("command", "figment zoo reproduce " + name, "metrics", validated));
        }
    }

    /** What a metric of the training's validation is called in a card. */
    static String validation(String metric) {
        return "validation-" + metric;
    }

    /** Adds what the files are, and the card itself. */
    void finish(MapNode base) {
        MapNode listed = map(base.find("files"));
        MapNode files = listed;
        for (String file : written) {
            boolean listedOrNew = base.find("files").isEmpty()
                    || listed.find(file).isPresent()
                    || DottedKeys.of(map(content.find("golden"))).containsValue(file);
            if (listedOrNew) {
                try {
                    Card.Content now = Card.Content.of(entry.staged().resolve(file));
                    MapNode one = NewCard.with(map(files.find(file)), "size", now.size());
                    files = NewCard.with(files, file, NewCard.with(one, "sha256", now.sha256()));
                } catch (IOException e) {
                    throw WriteProblems.of(entry.staged().resolve(file), e);
                }
            }
        }
        set("files", files);
        if (base.keys().isEmpty()) {
            content = inOrder(content);
        }
        write(CardFile.NAME, CardFile.of(content).text());
    }

    /** The keys as cards have them. */
    private static MapNode inOrder(MapNode content) {
        MapNode ordered = YamlWriter.map(Map.of());
        for (RecordComponent component : Card.class.getRecordComponents()) {
            Optional<Node> value = content.find(component.getName());
            ordered = value.isPresent() ? NewCard.with(ordered, component.getName(), value.get()) : ordered;
        }
        return ordered;
    }

    private static MapNode map(Optional<Node> node) {
        return node.filter(MapNode.class::isInstance)
                .map(MapNode.class::cast)
                .orElseGet(() -> YamlWriter.map(Map.of()));
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
