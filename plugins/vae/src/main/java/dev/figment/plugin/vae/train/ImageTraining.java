package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.model.Noise;
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

/** The training of an autoencoder of any design. */
final class ImageTraining implements Training<Images>, Guarded, Looped {
    private static final String RECONSTRUCTION = "reconstruction";
    private static final String SAMPLES = "samples";

    private final Models models;
    private final Design design;
    private final TrainingStep step;
    private final EvaluationStep evaluation;

    private ImageTraining(Models models, Design design, TrainingStep step, EvaluationStep evaluation) {
        this.models = models;
        this.design = design;
        this.step = step;
        this.evaluation = evaluation;
    }

    static ImageTraining start(Models models, String name, Design design, Start<Images> start) {
        List<InputSpec> inputs = design.inputs((long) start.batchSize());
        TrainingStep step =
                TrainingStep.compile(models, name, inputs, design, start.optimizer(), start.options(), start.seed());
        try {
            return new ImageTraining(
                    models, design, step, EvaluationStep.compile(models, name, design.inputs(null), design));
        } catch (RuntimeException | Error e) {
            step.close();
            throw e;
        }
    }

    @Override
    public Map<String, Tensor> prepare(Images batch, Position at) {
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
        files.put(
                CoderFiles.ENCODER,
                Export.onnx(
                        "encoder",
                        List.of(InputSpec.floats(
                                CoderFiles.IMAGES, design.body().images(null))),
                        (scope, in) -> design.encoder(scope, requireNonNull(in.get(CoderFiles.IMAGES))),
                        step.averaged(),
                        metadata));
        files.put(
                CoderFiles.DECODER,
                Export.onnx(
                        "decoder",
                        List.of(InputSpec.floats(
                                CoderFiles.LATENTS, design.body().latents(null))),
                        (scope, in) -> design.decoder(scope, requireNonNull(in.get(CoderFiles.LATENTS))),
                        step.averaged(),
                        metadata));
        return files;
    }

    /** Each image above its reconstruction; and, where there is a prior, twice as many samples from it. */
    @Override
    public Map<String, Preview> preview(Images samples, Position at) {
        Map<String, byte[]> files = export(Map.of());
        try (Model encoder = models.compile(requireNonNull(files.get(CoderFiles.ENCODER)), CoderFiles.ENCODER);
                Model decoder = models.compile(requireNonNull(files.get(CoderFiles.DECODER)), CoderFiles.DECODER)) {
            Tensor mean = requireNonNull(
                    encoder.run(Map.of(CoderFiles.IMAGES, samples.pixels())).get(CoderFiles.MEAN));
            Map<String, Preview> previews = new LinkedHashMap<>();
            previews.put(
                    RECONSTRUCTION, new Preview.Picture(Images.of(inTurn(samples.pixels(), decode(decoder, mean))), 2));
            if (design.hasPrior()) {
                Tensor drawn = Noise.standardNormal(
                        at::seed, 2L * samples.size(), design.body().latents());
                previews.put(SAMPLES, Preview.of(Images.of(decode(decoder, drawn))));
            }
            return previews;
        }
    }

    /** The first row of one, the first of the other, the second of the one, … */
    private static Tensor inTurn(Tensor one, Tensor other) {
        long[] shape = one.shape();
        shape[0] *= 2;
        Tensor all = Tensor.allocate(ElementType.FLOAT32, shape);
        for (long i = 0; i < one.dim(0); i++) {
            all.rows(2 * i, 2 * i + 1).bytes().put(one.rows(i, i + 1).bytes());
            all.rows(2 * i + 1, 2 * i + 2).bytes().put(other.rows(i, i + 1).bytes());
        }
        return all;
    }

    private static Tensor decode(Model decoder, Tensor latents) {
        return requireNonNull(decoder.run(Map.of(CoderFiles.LATENTS, latents)).get(CoderFiles.IMAGES));
    }

    @Override
    public void close() {
        step.close();
        evaluation.close();
    }
}
