package dev.figment.plugin.vae.train;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.loop.Guarded;
import dev.figment.train.loop.Looped;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.step.EvaluationStep;
import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.TrainingStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training of any design.
 *
 * @param <T> the medium that it trains on
 */
final class DesignTraining<T extends Batch> implements Training<T>, Guarded, Looped {
    private final Models models;
    private final Design<T> design;
    private final TrainingStep step;
    private final EvaluationStep evaluation;

    private DesignTraining(Models models, Design<T> design, TrainingStep step, EvaluationStep evaluation) {
        this.models = models;
        this.design = design;
        this.step = step;
        this.evaluation = evaluation;
    }

    static <T extends Batch> DesignTraining<T> start(Models models, String name, Design<T> design, Start<T> start) {
        List<InputSpec> inputs = design.inputs((long) start.batchSize());
        TrainingStep step =
                TrainingStep.compile(models, name, inputs, design, start.optimizer(), start.options(), start.seed());
        try {
            return new DesignTraining<>(
                    models, design, step, EvaluationStep.compile(models, name, design.inputs(null), design));
        } catch (RuntimeException | Error e) {
            step.close();
            throw e;
        }
    }

    @Override
    public Map<String, Tensor> prepare(T batch, Position at) {
        return design.feed(batch, at);
    }

    @Override
    public Map<String, Double> step(Map<String, Tensor> prepared, double learningRate) {
        return step.run(prepared, learningRate);
    }

    @Override
    public List<Map<String, Double>> stepAll(List<Map<String, Tensor>> prepared, List<Double> learningRates) {
        return step.runAll(prepared, learningRates);
    }

    @Override
    public Map<String, Double> validate(Map<String, Tensor> prepared, Position at) {
        return evaluation.run(prepared, step.averaged());
    }

    @Override
    public boolean isSkipped() {
        return step.isSkipped();
    }

    @Override
    public Optional<String> firstNotFinite() {
        return step.firstNotFinite();
    }

    @Override
    public Map<String, Tensor> state() {
        return step.state();
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        step.restore(state);
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (ModelFile file : design.files()) {
            files.put(file.name(), Export.onnx(file.graph(), file.inputs(), file.network(), step.averaged(), metadata));
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

    @Override
    public void close() {
        step.close();
        evaluation.close();
    }
}
