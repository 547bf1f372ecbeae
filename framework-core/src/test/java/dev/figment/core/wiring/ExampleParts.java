package dev.figment.core.wiring;

import dev.figment.api.Audio;
import dev.figment.api.Batches;
import dev.figment.api.Decoder;
import dev.figment.api.Device;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Source;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Components and steps that need no model; beside them stand the built-in steps. */
public final class ExampleParts implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        return List.of(
                Contribution.component("halver", "halves pixels", Halver.class, Halver.Config.class),
                Contribution.component("ear", "hears", Ear.class, NoKeys.class),
                Contribution.component("around", "wraps another", Around.class, Around.Config.class),
                Contribution.component("asking", "asks for services", Asking.class, NoKeys.class),
                Contribution.component("failing", "cannot be built", Failing.class, Failing.Config.class),
                Contribution.component("two-ways", "has two constructors", TwoWays.class, NoKeys.class),
                Contribution.component("nameless", "names no key", Nameless.class, NoKeys.class),
                Contribution.step("read-grey", "one grey image", ReadGrey.class, ReadGrey.Config.class),
                Contribution.step("play", "plays sounds", Play.class, NoKeys.class),
                Contribution.step("probe", "shows how it was built", Probe.class, Probe.Config.class));
    }

    /** No keys at all. */
    public record NoKeys() {}

    /** Encodes images and decodes them. */
    public record Halver(Config config) implements Encoder<Images>, Decoder<Images> {
        public record Config(
                @Default("0.5") double factor, @Nullable Integer depth) {}

        @Override
        public Latents encode(Images samples) {
            return Latents.of(samples.pixels());
        }

        @Override
        public Images decode(Latents latents) {
            return Images.of(latents.mean());
        }

        @Override
        public long[] latentShape() {
            return new long[] {1, 1, 1};
        }
    }

    /** Encodes sounds. */
    public record Ear(NoKeys config) implements Encoder<Audio> {
        @Override
        public Latents encode(Audio samples) {
            return Latents.of(samples.samples());
        }
    }

    /** Refers to another encoder of images. */
    public record Around(Config config, @Named("inner") Encoder<Images> inner) implements Encoder<Images> {
        public record Config(ComponentRef inner) {}

        @Override
        public Latents encode(Images samples) {
            return inner.encode(samples);
        }
    }

    /** Takes every service there is. */
    public record Asking(NoKeys config, Models models, Datasets datasets, Device device, Seed seed) {}

    /** Its constructor throws. */
    public static final class Failing {
        public record Config(@Default("state") String how) {}

        public Failing(Config config) {
            switch (config.how) {
                case "state" -> throw new IllegalStateException("no flux");
                case "error" -> throw new NoClassDefFoundError("org/flux/Capacitor");
                default -> throw FigmentException.user(Problem.of("flux", "", "there is no flux"));
            }
        }
    }

    /** Nobody knows which constructor to call. */
    public static final class TwoWays {
        public TwoWays() {}

        public TwoWays(NoKeys config) {}
    }

    /** Asks for a component that its config has no key for. */
    public record Nameless(@Named("inner") Encoder<Images> inner) {}

    /** One image of one grey pixel. */
    public record ReadGrey(Config config) implements Source<Images> {
        public record Config(double value) {}

        @Override
        public Batches<Images> open(Seed seed) {
            return Batches.of(List.of(Images.of(Tensor.ofFloats(new float[] {(float) config.value}, 1, 1, 1, 1))));
        }
    }

    /** A sink of sounds. */
    public record Play(NoKeys config) implements Sink<Audio> {
        @Override
        public Writer<Audio> open(Seed seed) {
            throw new UnsupportedOperationException();
        }
    }

    /** A sink that says which component it got. */
    public record Probe(Config config, @Named("of") Object of) implements Sink<Images> {
        public record Config(ComponentRef of) {}

        @Override
        public Writer<Images> open(Seed seed) {
            return new Writer<>() {
                @Override
                public void write(Images batch) {}

                @Override
                public Outcome finish() {
                    return new Outcome.Measured(String.valueOf(of), Map.of());
                }

                @Override
                public void close() {}
            };
        }
    }
}
