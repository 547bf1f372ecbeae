package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Position;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.model.NormalScores;
import dev.figment.plugin.vae.model.SeriesVaeFiles;
import dev.figment.plugin.vae.statistics.Moments;
import dev.figment.plugin.vae.statistics.Pca;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.StepTraining;
import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The training of a {@link SeriesVaeDesign}. What it exports also knows where the training windows lie: those that latents
 * are compared with, and whose scores thresholds are made of, are up to {@value #MOST} of them, evenly spaced.
 */
final class SeriesVaeTraining extends StepTraining<Series> {
    private static final int MOST = 10_000;
    private static final int READ = 1000;

    private final Models models;
    private final SeriesVaeDesign design;
    private final Dataset<Series> data;
    private final Pca pca;

    SeriesVaeTraining(Models models, SeriesVaeDesign design, Start<Series> start) {
        super(models, "series-vae", design.inputs((long) start.batchSize()), design.inputs(null), design, start);
        this.models = models;
        this.design = design;
        this.data = start.data();
        Moments moments = Moments.of(data, windows -> design.scale().standardised(windows.values()));
        this.pca = Pca.of(moments, design.body().latents());
    }

    @Override
    public Map<String, Tensor> prepare(Series batch, Position at) {
        return design.feed(batch, at);
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        Map<String, Tensor> weights = averaged();
        List<InputSpec> inputs = List.of(design.windows(null));
        byte[] encoder = Export.onnx(
                "encoder",
                inputs,
                (scope, in) -> Map.of(
                        CoderFiles.MEAN,
                        design.seen(scope, requireNonNull(in.get(SeriesVaeFiles.WINDOWS)))
                                .posterior()
                                .mean()),
                weights,
                Map.of());
        Moments latents = new Moments();
        runAll(encoder, "encoder.onnx").forEach(outputs -> latents.add(requireNonNull(outputs.get(CoderFiles.MEAN))));
        byte[] scores = Export.onnx("scores", inputs, new SeriesScores(design, pca, latents), weights, metadata);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(SeriesVaeFiles.SCORES, scores);
        files.put(SeriesVaeFiles.NORMAL_SCORES, NormalScores.write(runAll(scores, SeriesVaeFiles.SCORES)));
        return files;
    }

    /** What a network makes of the training windows, part by part. */
    private List<Map<String, Tensor>> runAll(byte[] network, String name) {
        int count = Math.min(data.size(), MOST);
        List<Map<String, Tensor>> outputs = new ArrayList<>();
        try (Model model = models.compile(network, name)) {
            for (int from = 0; from < count; from += READ) {
                int[] indices = IntStream.range(from, Math.min(from + READ, count))
                        .map(i -> (int) ((long) i * data.size() / count))
                        .toArray();
                outputs.add(model.run(
                        Map.of(SeriesVaeFiles.WINDOWS, data.read(indices).values())));
            }
        }
        return outputs;
    }

    /** A window is best seen in the plot of a whole series: there is nothing to show. */
    @Override
    public Map<String, Preview> preview(Series samples, Position at) {
        return Map.of();
    }
}
