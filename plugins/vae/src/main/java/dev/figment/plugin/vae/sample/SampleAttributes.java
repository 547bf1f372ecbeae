package dev.figment.plugin.vae.sample;

import dev.figment.api.AttributeGenerator;
import dev.figment.api.Attributes;
import dev.figment.api.Batches;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Images with attributes. Where attributes vary, each image is followed by the same with the next numbers: what is drawn by
 * chance, the latent, is the same in all of these, so that they differ in what the attributes make of it alone.
 */
public final class SampleAttributes implements Source<Images> {
    /** The keys of the step. */
    @Description("Draws images with attributes; where attributes vary, each image once with each of their numbers")
    public record Config(
            @Description("A component that draws images with attributes: a conditional-vae")
            ComponentRef with,

            @Description("The number of each attribute, by its name; such as stand in 'vary' are left out here")
            @Default("{}")
            Map<String, Double> attributes,

            @Description(
                    "Lists of numbers of attributes, by their names: each image is drawn with the first, and then the"
                            + " same with the next; of several attributes, in all ways to combine them")
            @Default("{}")
            Map<String, List<Double>> vary,

            @Description("How many images, those not counted that differ in attributes alone; at least 1") @Default("8")
            int count,

            @Description("Of these in a batch, at least 1; it changes speed and memory, not results") @Default("64")
            int batch) {
        public Config {
            require(!attributes.isEmpty() || !vary.isEmpty(), "attributes or vary must name at least one attribute");
            for (Map.Entry<String, List<Double>> varied : vary.entrySet()) {
                require(!varied.getValue().isEmpty(), "vary has no numbers for '" + varied.getKey() + "'");
                require(
                        !attributes.containsKey(varied.getKey()),
                        "vary and attributes exclude each other, and both name '" + varied.getKey() + "'");
            }
            require(count >= 1, "count must be at least 1");
            require(batch >= 1, "batch must be at least 1");
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Config config;
    private final AttributeGenerator<Images> generator;
    private final List<float[]> conditions;

    /**
     * @throws dev.figment.api.error.FigmentException if the component has no such attributes, needs others as well, or has not
     *     been trained with such numbers
     */
    public SampleAttributes(Config config, @Named("with") AttributeGenerator<Images> generator) {
        this.config = config;
        this.generator = generator;
        this.conditions =
                new Asked(config.with.name(), generator.attributes()).conditions(config.attributes, config.vary);
    }

    @Override
    public Batches<Images> open(Seed seed) {
        return Batches.inParts(config.count, config.batch, (from, to) -> drawn(from, to, seed));
    }

    private Images drawn(int from, int to, Seed seed) {
        int count = to - from;
        List<Tensor> drawn = new ArrayList<>();
        for (float[] condition : conditions) {
            Tensor values = Tensor.allocate(ElementType.FLOAT32, count, condition.length);
            for (int i = 0; i < count; i++) {
                values.rows(i, i + 1).floats().put(condition);
            }
            drawn.add(generator
                    .generate(new Attributes(values, generator.attributes()), new Position(seed, from))
                    .pixels());
        }
        long[] shape = drawn.get(0).shape();
        shape[0] = (long) count * conditions.size();
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, shape);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < conditions.size(); k++) {
                long row = names.size();
                pixels.rows(row, row + 1)
                        .bytes()
                        .put(drawn.get(k).rows(i, i + 1).bytes());
                names.add("sample-" + (from + i) + (conditions.size() == 1 ? "" : "-" + (k + 1)));
            }
        }
        return new Images(pixels, names);
    }
}
