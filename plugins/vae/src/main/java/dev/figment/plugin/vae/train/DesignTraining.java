package dev.figment.plugin.vae.train;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.StepTraining;
import dev.figment.train.step.Export;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The training of any design.
 *
 * @param <T> the medium that it trains on
 */
final class DesignTraining<T extends Batch> extends StepTraining<T> {
    private final Models models;
    private final Design<T> design;

    DesignTraining(Models models, String name, Design<T> design, Start<T> start) {
        super(models, name, design.inputs((long) start.batchSize()), design.inputs(null), design, start);
        this.models = models;
        this.design = design;
    }

    @Override
    public Map<String, Tensor> prepare(T batch, Position at) {
        return design.feed(batch, at);
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.putAll(design.metadata());
        for (ModelFile file : design.files()) {
            files.put(file.name(), Export.onnx(file.graph(), file.inputs(), file.network(), averaged(), all));
        }
        return files;
    }

    @Override
    public Map<String, Preview> preview(T samples, Position at) {
        Map<String, Model> files = new LinkedHashMap<>();
        try {
            export(Map.of()).forEach((name, bytes) -> files.put(name, models.compile(bytes, name)));
            return design.preview(files, samples, at);
        } finally {
            files.values().forEach(Model::close);
        }
    }
}
