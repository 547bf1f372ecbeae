package dev.figment.plugin.vae.sample;

import dev.figment.api.Batches;
import dev.figment.api.Generator;
import dev.figment.api.Images;
import dev.figment.api.Labels;
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

/** Images of classes, as many of each: all of the first class, then all of the second, and so on. */
public final class SampleClasses implements Source<Images> {
    /** The keys of the step. */
    @Description("Draws images of classes: all of the first one, then all of the second, and so on")
    public record Config(
            @Description("A component that draws images of a class: a conditional-vae")
            ComponentRef with,

            @Description("The classes by number, from 0; the same may stand there twice")
            List<Integer> classes,

            @Description("How many images of each, at least 1") @Default("8")
            int count,

            @Description("Images in a batch, at least 1; it changes speed and memory, not results") @Default("256")
            int batch) {
        public Config {
            require(!classes.isEmpty(), "classes must name at least one");
            require(classes.stream().allMatch(index -> index >= 0), "classes are numbers from 0");
            require(count >= 1, "count must be at least 1");
            require(batch >= 1, "batch must be at least 1");
            classes = List.copyOf(classes);
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Config config;
    private final Generator<Labels, Images> generator;

    public SampleClasses(Config config, @Named("with") Generator<Labels, Images> generator) {
        this.config = config;
        this.generator = generator;
    }

    @Override
    public Batches<Images> open(Seed seed) {
        int all = Math.multiplyExact(config.classes.size(), config.count);
        return Batches.inParts(all, config.batch, (from, to) -> drawn(from, to, seed));
    }

    private Images drawn(int from, int to, Seed seed) {
        long[] labels = new long[to - from];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            int index = from + i;
            labels[i] = config.classes.get(index / config.count);
            names.add("class-" + labels[i] + "-" + index);
        }
        Images images = generator.generate(
                new Labels(Tensor.ofLongs(labels, labels.length), List.of()), new Position(seed, from));
        return new Images(images.pixels(), names);
    }
}
