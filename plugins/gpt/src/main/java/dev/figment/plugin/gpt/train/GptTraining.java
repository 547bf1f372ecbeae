package dev.figment.plugin.gpt.train;

import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Tokens;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.model.DecoderFiles;
import dev.figment.train.loop.Guarded;
import dev.figment.train.loop.Looped;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.step.EvaluationStep;
import dev.figment.train.step.TrainingStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pretraining of a decoder on windows of tokens. */
final class GptTraining implements Training<Tokens>, Guarded, Looped {
    private static final String NAME = "gpt";

    private final Models models;
    private final GptObjective objective;
    private final DecoderFolder folder;
    private final TrainingStep step;
    private final EvaluationStep evaluation;

    private GptTraining(
            Models models, GptObjective objective, DecoderFolder folder, TrainingStep step, EvaluationStep evaluation) {
        this.models = models;
        this.objective = objective;
        this.folder = folder;
        this.step = step;
        this.evaluation = evaluation;
    }

    static GptTraining start(Models models, GptObjective objective, DecoderFolder folder, Start<Tokens> start) {
        TrainingStep step = TrainingStep.compile(
                models,
                NAME,
                objective.inputs((long) start.batchSize()),
                objective,
                start.optimizer(),
                start.options(),
                start.seed());
        try {
            return new GptTraining(
                    models,
                    objective,
                    folder,
                    step,
                    EvaluationStep.compile(models, NAME, objective.inputs(null), objective));
        } catch (RuntimeException | Error e) {
            step.close();
            throw e;
        }
    }

    @Override
    public Map<String, Tensor> prepare(Tokens batch, Position at) {
        return objective.feed(batch);
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
        return folder.files(GptExport.onnx(objective.network(), step.averaged(), metadata));
    }

    /** How the model goes on after the beginnings of validation samples. */
    @Override
    public Map<String, Preview> preview(Tokens samples, Position at) {
        byte[] onnx = GptExport.onnx(objective.network(), step.averaged(), Map.of());
        try (Model model = models.compile(onnx, DecoderFiles.MODEL)) {
            return Map.of("texts", Preview.of(folder.continued(model, samples, at)));
        }
    }

    @Override
    public void close() {
        step.close();
        evaluation.close();
    }
}
