package dev.figment.plugin.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Step;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.data.SeriesFormat;
import dev.figment.core.anomaly.MeasureAnomalies;
import dev.figment.core.anomaly.Quantile;
import dev.figment.core.anomaly.ReadSeries;
import dev.figment.core.anomaly.ScoreAnomalies;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.pipeline.Pipeline;
import dev.figment.core.pipeline.Stage;
import dev.figment.core.zoo.Zoo;
import dev.figment.plugin.vae.model.SeriesVae;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zoo's machine-anomaly on the part of the record that it has not seen. */
class BundledDetectorTest {
    private static final Path PROJECT = BundledModelsTest.PROJECT;
    private static final String MACHINE = "data:nab-sensors/all/realKnownCause/machine_temperature_system_failure.csv";

    @TempDir
    private Path cache;

    @Test
    void itTellsLabelledRowsAsItsCardSaysAndBetterThanBaselines() {
        LocalDatasets datasets = BundledModelsTest.datasets("nab-sensors", cache);
        DataRef labels = new DataRef("data:nab-sensors/labels/combined_windows.json", PROJECT);
        SeriesFormat format =
                new SeriesFormat(64, 1, List.of(), "timestamp", null, labels, SeriesFormat.Gaps.IGNORE, 0.15, 1, false);
        Zoo zoo = Zoo.of(List.of(PROJECT.resolve("zoo")), cache);
        ModelRef model = new ModelRef("zoo:machine-anomaly", PROJECT);
        try (OnnxModels models = OnnxModels.on(Device.CPU, zoo::locate)) {
            SeriesVae vae = new SeriesVae(new SeriesVae.Config(model), models);
            ScoreAnomalies.Config scores = new ScoreAnomalies.Config(new ComponentRef("x"), null, new Quantile(0.995));
            Map<String, Double> measured = measured(
                    new ReadSeries(
                            new ReadSeries.Config(new DataRef(MACHINE, PROJECT), format, 500, null),
                            datasets,
                            Console.none()),
                    new ScoreAnomalies(scores, vae),
                    new MeasureAnomalies(new MeasureAnomalies.Config()));
            Map<String, Double> card =
                    zoo.resolve(model).card().orElseThrow().evaluation().metrics();
            card.forEach((name, value) -> assertThat(measured.get(name))
                    .as(name)
                    // Rounding differs from processor to processor, and may move a row over a threshold.
                    .isCloseTo(value, within(name.endsWith("auc") ? 1e-3 : 5)));
            assertThat(measured.get("negative-elbo-roc-auc"))
                    .isGreaterThan(0.9)
                    .isGreaterThan(measured.get("z-roc-auc"))
                    .isGreaterThan(measured.get("pca-roc-auc"));
        }
    }

    private static Map<String, Double> measured(Step<?, ?>... steps) {
        List<Stage> stages = Stream.of(steps)
                .map(step -> new Stage("step", "here", step, new Seed(1)))
                .toList();
        return ((Outcome.Measured) new Pipeline(stages).run().get(0)).values();
    }
}
