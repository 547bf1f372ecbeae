package dev.figment.plugin.vae.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.AnomalyDetector;
import dev.figment.api.Encoder;
import dev.figment.api.Latents;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A variational autoencoder of windows of series, and how unusual a window is to it (An and Cho 2015). The model's folder
 * holds {@link SeriesVaeFiles#SCORES} and {@link SeriesVaeFiles#NORMAL_SCORES}.
 */
public final class SeriesVae implements AnomalyDetector<Series>, Encoder<Series> {
    /** The keys of the component. */
    @Description("Finds anomalies in series")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with scores.onnx and normal-scores.csv")
            ModelRef model) {}

    private final String name;
    private final Model model;
    private final TensorSpec windows;
    private final Map<String, Tensor> normal;

    /**
     * @throws FigmentException if a file is not what it has to be
     */
    public SeriesVae(Config config, Models models) {
        this.name = config.model.text();
        this.model = models.load(config.model, SeriesVaeFiles.SCORES);
        Specs specs = new Specs(name, SeriesVaeFiles.SCORES);
        this.windows = specs.input(model, SeriesVaeFiles.WINDOWS, 3);
        specs.requireInputs(model, 1);
        SeriesVaeFiles.MODEL_SCORES.forEach(score -> specs.output(model, score, 1));
        SeriesVaeFiles.BASELINES.forEach(score -> specs.output(model, score, 1));
        specs.output(model, CoderFiles.MEAN, 2);
        specs.output(model, CoderFiles.LOG_VARIANCE, 2);
        this.normal = NormalScores.read(models.read(config.model, SeriesVaeFiles.NORMAL_SCORES), name);
    }

    @Override
    public List<String> scores() {
        return SeriesVaeFiles.MODEL_SCORES;
    }

    @Override
    public List<String> baselines() {
        return SeriesVaeFiles.BASELINES;
    }

    @Override
    public Map<String, Tensor> score(Series samples) {
        Map<String, Tensor> outputs = run(samples);
        Map<String, Tensor> scores = new LinkedHashMap<>();
        normal.keySet().forEach(score -> scores.put(score, requireNonNull(outputs.get(score))));
        return scores;
    }

    @Override
    public Map<String, Tensor> normal() {
        return normal;
    }

    @Override
    public Latents encode(Series samples) {
        Map<String, Tensor> outputs = run(samples);
        return new Latents(
                requireNonNull(outputs.get(CoderFiles.MEAN)), outputs.get(CoderFiles.LOG_VARIANCE), List.of());
    }

    private Map<String, Tensor> run(Series samples) {
        if (!windows.accepts(samples.values())) {
            long[] wanted = windows.sampleShape();
            throw FigmentException.user(Problem.of(
                            "window-size",
                            name,
                            "the model takes windows of " + size(wanted[0], wanted[1]) + ", and was given windows of "
                                    + size(samples.window(), samples.channels()))
                    .fix("give 'series' the key 'window: " + wanted[0] + "', and name " + wanted[1]
                            + " with 'columns'"));
        }
        return model.run(Map.of(SeriesVaeFiles.WINDOWS, samples.values()));
    }

    private static String size(long rows, long channels) {
        return rows + " rows with " + channels + (channels == 1 ? " value" : " values");
    }
}
