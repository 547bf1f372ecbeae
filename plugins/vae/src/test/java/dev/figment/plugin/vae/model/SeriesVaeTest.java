package dev.figment.plugin.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.AnomalyDetector;
import dev.figment.api.Device;
import dev.figment.api.Encoder;
import dev.figment.api.Seed;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.testkit.AnomalyDetectorContract;
import dev.figment.testkit.EncoderContract;
import dev.figment.testkit.Medium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zoo's machine-anomaly keeps the contracts. */
class SeriesVaeTest implements AnomalyDetectorContract<Series>, EncoderContract<Series> {
    private static final Path ZOO = Path.of("../../zoo").toAbsolutePath().normalize();

    private final OnnxModels models = OnnxModels.on(Device.CPU);
    private final SeriesVae vae = open(ZOO.resolve("machine-anomaly"));

    private SeriesVae open(Path folder) {
        return new SeriesVae(new SeriesVae.Config(new ModelRef(folder.toString(), folder.getParent())), models);
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Override
    public AnomalyDetector<Series> detector() {
        return vae;
    }

    @Override
    public Encoder<Series> encoder() {
        return vae;
    }

    @Override
    public Medium<Series> medium() {
        return Medium.SERIES;
    }

    /** Sums over 128 numbers in single precision, in whatever order the batch size suggests. */
    @Override
    public double tolerance() {
        return 1e-4;
    }

    private static Series windows(int rows, int channels) {
        float[] values = new float[5 * rows * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (80 + 20 * new Seed(4).uniform(i));
        }
        return Series.of(Tensor.ofFloats(values, 5, rows, channels));
    }

    @Override
    public Series samples() {
        return windows(64, 1);
    }

    @Override
    public Series misfits() {
        return windows(32, 2);
    }

    @Test
    void windowsOfAnotherSizeAreRefusedWithTheRightOne() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> vae.score(windows(32, 2)))
                .withMessageContaining("takes windows of 64 rows with 1 value, and was given windows of 32 rows with 2")
                .withMessageContaining("'window: 64'");
    }

    @Test
    void scoresThatAreNoneAreRefused(@TempDir Path folder) throws IOException {
        String all = Files.readString(ZOO.resolve("machine-anomaly/normal-scores.csv"));
        Files.copy(ZOO.resolve("machine-anomaly/scores.onnx"), folder.resolve("scores.onnx"));
        List<String> lines = all.lines().toList();
        for (String wrong :
                List.of("", lines.get(0), lines.get(1), lines.get(0) + "\n1,2,3", lines.get(0) + "\n1,2,3,4,5,six")) {
            Files.writeString(folder.resolve("normal-scores.csv"), wrong);
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> open(folder))
                    .withMessageContaining("normal-scores.csv:")
                    .withMessageContaining("take the file that was exported with the model")
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
        }
    }

    @Test
    void aModelOfAnotherTaskIsRefused() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> open(ZOO.resolve("digits-vae")))
                .withMessageContaining("has no file 'scores.onnx'");
    }
}
