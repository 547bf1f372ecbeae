package dev.figment.plugin.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Batches;
import dev.figment.api.Decoder;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Position;
import dev.figment.api.Prior;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.mixture.Covariance;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.steps.Move;
import dev.figment.core.steps.SampleMixture;
import dev.figment.core.zoo.Zoo;
import dev.figment.plugin.vae.measure.MeasureElbo;
import dev.figment.plugin.vae.measure.MeasureReconstruction;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.TinyModel;
import dev.figment.plugin.vae.model.Vae;
import dev.figment.testkit.DecoderContract;
import dev.figment.testkit.EncoderContract;
import dev.figment.testkit.Medium;
import dev.figment.testkit.PriorContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zoo's faces-vae keeps the contracts, and on the photographs, where they are, does what its card and the configs say. */
class BundledFacesTest implements EncoderContract<Images>, DecoderContract<Images>, PriorContract {
    private static final ComponentRef WITH = new ComponentRef("faces");
    private static final ImageFormat SQUARES = new ImageFormat(1, 64, 64);
    private static final String ALL = "data:olivetti-faces/all/**.pgm";

    @TempDir
    private Path cache;

    private final OnnxModels models = OnnxModels.on(Device.CPU);
    private final Vae vae = new Vae(new Vae.Config(new ModelRef("zoo/faces-vae", BundledModelsTest.PROJECT)), models);

    @AfterEach
    void close() {
        models.close();
    }

    @Override
    public Encoder<Images> encoder() {
        return vae;
    }

    @Override
    public Decoder<Images> decoder() {
        return vae;
    }

    @Override
    public Prior prior() {
        return vae;
    }

    @Override
    public Medium<Images> medium() {
        return Medium.IMAGES;
    }

    /** Sums over thousands of numbers in single precision, in whatever order the batch size suggests. */
    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public Images samples() {
        return TinyModel.images(5, 64, 64);
    }

    @Override
    public Images misfits() {
        return Images.of(Tensor.allocate(ElementType.FLOAT32, 5, 3, 64, 64));
    }

    private LocalDatasets datasets() {
        return BundledModelsTest.datasets("olivetti-faces", cache);
    }

    private static DataRef reference(String text) {
        return new DataRef(text, BundledModelsTest.PROJECT);
    }

    private static Images all(Dataset<Images> images) {
        return images.read(IntStream.range(0, images.size()).toArray());
    }

    /** With fewer latents for each image than the card, so that the bound is a little different. */
    @Test
    void hasTheNumbersOfItsCardOnPeopleItHasNotSeen() {
        LocalDatasets data = datasets();
        Images people = all(data.images(reference("data:olivetti-faces/all/s{37,38,39,40}/*.pgm"), SQUARES));
        assertThat(people.size()).isEqualTo(40);
        var elbo = new MeasureElbo(new MeasureElbo.Config(WITH, Binarization.NONE, 0.22, 10), vae, vae);
        var reconstruction =
                new MeasureReconstruction(new MeasureReconstruction.Config(WITH, null, 16), vae, vae, data);
        Map<String, Double> found = new HashMap<>(measured(elbo, people));
        found.putAll(measured(reconstruction, people));
        Map<String, Double> card = Zoo.of(List.of(BundledModelsTest.PROJECT.resolve("zoo")), cache)
                .resolve(new ModelRef("zoo:faces-vae", BundledModelsTest.PROJECT))
                .card()
                .orElseThrow()
                .evaluation()
                .metrics();
        assertThat(found.get("mse")).isCloseTo(card.get("mse"), within(1e-4));
        assertThat(found.get("negative-elbo-nats")).isCloseTo(card.get("negative-elbo-nats"), within(30.0));
    }

    private static Map<String, Double> measured(Sink<Images> sink, Images images) {
        try (Sink.Writer<Images> writer = sink.open(new Seed(1))) {
            writer.write(images);
            return ((Outcome.Measured) writer.finish()).values();
        }
    }

    /** A copy of a photograph would be as near to it as what is decoded from that photograph's own latent. */
    @Test
    void drawsNoCopyOfAPhotograph() {
        LocalDatasets data = datasets();
        Images photographs = all(data.images(reference(ALL), SQUARES));
        Images decoded = vae.decode(vae.encode(photographs));
        var config = new SampleMixture.Config(WITH, 40, reference(ALL), 10, Covariance.FULL, 0.01, 64, 1, 40);
        try (Batches<Latents> drawn = new SampleMixture(config, vae, data).open(new Seed(7))) {
            Images samples = vae.decode(drawn.next());
            for (int i = 0; i < samples.size(); i++) {
                double least = Double.POSITIVE_INFINITY;
                for (int k = 0; k < decoded.size(); k++) {
                    least = Math.min(least, distance(samples, i, decoded, k));
                }
                assertThat(least).as("sample %d", i).isGreaterThan(0.02);
            }
        }
    }

    /** Root of the mean squared difference of pixels. */
    private static double distance(Images a, int i, Images b, int k) {
        float[] first = a.pixels().rows(i, i + 1).toFloatArray();
        float[] second = b.pixels().rows(k, k + 1).toFloatArray();
        double sum = 0;
        for (int pixel = 0; pixel < first.length; pixel++) {
            sum += (first[pixel] - second[pixel]) * (first[pixel] - second[pixel]);
        }
        return Math.sqrt(sum / first.length);
    }

    /** Around the eyes, where the rims are, more changes than around the mouth. */
    @Test
    void glassesComeToTheEyesOfPeopleItHasNotSeen() {
        LocalDatasets data = datasets();
        Images people = all(data.images(reference("data:olivetti-faces/all/s{38,39,40}/*.pgm"), SQUARES));
        var config = new Move.Config(
                WITH,
                "glasses",
                reference("data:olivetti-faces/all/attributes.tsv"),
                "1",
                "file",
                null,
                List.of(0.0, 2.0),
                64,
                1);
        Images both = vae.decode(new Move(config, vae, data).apply(vae.encode(people), new Position(new Seed(1), 0)));
        double eyes = 0;
        double mouth = 0;
        for (int i = 0; i < people.size(); i++) {
            eyes += change(both, i, 18, 36);
            mouth += change(both, i, 46, 64);
        }
        assertThat(eyes).isGreaterThan(mouth);
    }

    /** The mean absolute change of the rows of pixels from {@code top} to {@code bottom}. */
    private static double change(Images both, int face, int top, int bottom) {
        float[] without = both.pixels().rows(2 * face, 2 * face + 1).toFloatArray();
        float[] with = both.pixels().rows(2 * face + 1, 2 * face + 2).toFloatArray();
        double sum = 0;
        for (int pixel = top * 64; pixel < bottom * 64; pixel++) {
            sum += Math.abs(with[pixel] - without[pixel]);
        }
        return sum / ((bottom - top) * 64);
    }
}
