package dev.figment.core.steps;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Attributed;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Records;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.AttributeFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.Checks;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves each latent in the direction of an attribute, which is {@linkplain Direction learned} from images that a table
 * labels (Larsen et al. 2016, section 4.1). They are encoded once. Log-variances are left out: the points are not
 * distributions.
 */
public final class Move implements Transform<Latents, Latents> {
    private final Config config;
    private final Encoder<Images> encoder;
    private final Dataset<Attributed<Images, Records>> labelled;
    private float @Nullable [] direction;

    /** The keys of {@code move}. */
    public record Config(
            @Description("a component that encodes images") ComponentRef with,

            @Description("the attribute: a column of the table")
            String towards,

            @Description(
                    "the table of images and their attributes: CSV, or TSV if its name ends in .tsv, with the columns'"
                            + " names in the first row; data:NAME/SPLIT/FILE or a file")
            DataRef labels,

            @Description("what that column says of images that have the attribute; all others do not have it")
            @Default("\"1\"")
            String value,

            @Description("the column that names the image files, by their paths from the table's folder")
            @Default("file")
            String files,

            @Description(
                    "a column of groups within which images with and without the attribute are compared, such as that of"
                            + " persons, so that nothing else that differs between groups counts; left out, all are")
            @Nullable
            String within,

            @Description("how far: 1 is from the mean of images without the attribute to the mean of those with it, and"
                    + " negative numbers take it away; each latent is followed by the next amounts of its own")
            @Default("[1]")
            List<Double> amounts,

            @Description("height and width that the images of the table are scaled to, in pixels; left out, as found")
            @Nullable
            Integer size,

            @Description(Squares.CHANNELS) @Nullable Integer channels) {
        public Config {
            Checks.atLeast(1, "size", size);
            Checks.channels(channels);
            amounts = List.copyOf(amounts);
            if (amounts.isEmpty() || !amounts.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("amounts is a list of finite numbers, at least one");
            }
        }

        private List<String> columns() {
            return within == null ? List.of(towards) : List.of(towards, within);
        }
    }

    /**
     * @throws FigmentException if the table has no such column, or does not fit the files
     */
    public Move(Config config, @Named("with") Encoder<Images> with, Datasets datasets) {
        this.config = config;
        this.encoder = with;
        this.labelled = datasets.open(
                config.labels,
                new AttributeFormat(Squares.format(config.channels, config.size), config.files, config.columns()));
    }

    @Override
    public Latents apply(Latents batch, Position at) {
        float[] learned = direction();
        long[] shape = batch.mean().shape();
        int count = batch.size() == 0
                ? learned.length
                : Math.toIntExact(batch.mean().count() / batch.size());
        if (count != learned.length) {
            throw FigmentException.user(Problem.of(
                            "latent-size",
                            "move",
                            "latents of " + count + " numbers cannot be moved by '" + config.with.name()
                                    + "', whose latents have " + learned.length)
                    .fix("name the component in 'with' that has encoded them"));
        }
        shape[0] *= config.amounts.size();
        Tensor points = Tensor.allocate(ElementType.FLOAT32, shape);
        FloatBuffer to = points.floats();
        FloatBuffer from = batch.mean().floats();
        for (int row = 0; row < batch.size(); row++) {
            for (double amount : config.amounts) {
                for (int k = 0; k < count; k++) {
                    to.put((float) (from.get(row * count + k) + amount * learned[k]));
                }
            }
        }
        return new Latents(points, null, names(batch.names()));
    }

    /** With one amount as they are; with several the place of each among them is put behind. */
    private List<String> names(List<String> names) {
        if (config.amounts.size() == 1) {
            return names;
        }
        List<String> all = new ArrayList<>();
        for (String name : names) {
            for (int i = 1; i <= config.amounts.size(); i++) {
                all.add(FileNames.withSuffix(name, "-" + i));
            }
        }
        return all;
    }

    private void learn(Direction learned, Attributed<Images, Records> some) {
        float[][] rows = encoder.encode(some.samples()).mean().toFloatRows();
        for (int i = 0; i < rows.length; i++) {
            Map<String, String> attributes = some.attributes().rows().get(i);
            learned.add(
                    config.within == null ? "" : requireNonNull(attributes.get(config.within)),
                    requireNonNull(attributes.get(config.towards)),
                    rows[i]);
        }
    }

    private synchronized float[] direction() {
        if (direction == null) {
            Direction learned = new Direction(config.value);
            labelled.batches(Encoded.BATCH).forEachRemaining(some -> learn(learned, some));
            direction = learned.found(labelled.name(), config.towards, config.within);
        }
        return direction;
    }
}
