package dev.figment.cli;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.config.YamlFile;
import dev.figment.core.config.YamlWriter;
import dev.figment.core.io.AtomicFolder;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.CardFile;
import dev.figment.core.zoo.Zoo;
import dev.figment.train.loop.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A model's folder as an entry of a zoo, which appears whole or not at all. */
final class NewEntry {
    private final Host host;
    private final CardOptions options;
    private final GoldenOptions golden;
    private final DataOptions data;

    NewEntry(Host host, CardOptions options, GoldenOptions golden, DataOptions data) {
        this.host = host;
        this.options = options;
        this.golden = golden;
        this.data = data;
    }

    /**
     * Makes it.
     *
     * @param source a model's folder, or that of a training run
     * @param zoo the folder of models that it is put into
     * @param others where no model may have its name and version
     * @return its folder
     * @throws FigmentException if the source is no model, something is not known of it, or it is there already
     */
    Path write(Path source, Path zoo, Zoo others) {
        SourceFolder from = SourceFolder.of(source);
        try (OnnxModels loaded = OnnxModels.on(golden.device)) {
            ModelRef reference = new ModelRef(from.folder().toAbsolutePath().toString(), Path.of(""));
            Map<String, Model> models = new LinkedHashMap<>();
            from.onnx().forEach(file -> models.put(file, loaded.load(reference, file)));
            Map<String, String> metadata = models.values().iterator().next().metadata();
            Optional<Origin> origin = Origin.of(metadata);
            MapNode base = base(from);
            MapNode content = new NewCard(options, base, origin, host.catalog()).filled();
            String name = versioned(DottedKeys.of(content));
            requireNew(name, others);
            GoldenRuns runs = new GoldenRuns(golden, models);
            Path target = zoo.resolve(name);
            try (AtomicFolder entry = AtomicFolder.create(target)) {
                EntryDraft draft = new EntryDraft(entry, options, content);
                from.others().forEach(file -> draft.copy(file, from.folder().resolve(file)));
                draft.training(origin);
                draft.golden(models, runs, golden, from.folder());
                draft.evaluation(metadata, host, data);
                draft.finish(base);
                entry.commitNew();
            }
            return target;
        }
    }

    private static MapNode base(SourceFolder from) {
        Path card = from.folder().resolve(CardFile.NAME);
        if (!Files.isRegularFile(card)) {
            return YamlWriter.map(Map.of());
        }
        Problems problems = new Problems();
        MapNode base = YamlFile.read(card, problems);
        problems.throwIfAny();
        return base;
    }

    private static String versioned(Map<String, String> card) {
        try {
            return Card.versioned(card.getOrDefault("name", ""), card.getOrDefault("version", ""));
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(Problem.of("bad-value", "", String.valueOf(e.getMessage()))
                    .fix("name it: --as NAME@MAJOR.MINOR.PATCH"));
        }
    }

    private static void requireNew(String name, Zoo others) {
        for (Zoo.Listed model : others.list()) {
            boolean same = model.card()
                    .filter(card -> Card.versioned(card.name(), card.version()).equals(name))
                    .isPresent();
            if (same) {
                throw FigmentException.user(Problem.of(
                                "model-exists", model.folder().toString(), "there is a model " + name + " already")
                        .fix("give it another version: --as " + name.replaceFirst("@.*", "@") + "MAJOR.MINOR.PATCH"));
            }
        }
    }
}
