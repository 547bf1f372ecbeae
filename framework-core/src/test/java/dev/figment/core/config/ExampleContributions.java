package dev.figment.core.config;

import dev.figment.api.Device;
import dev.figment.api.config.Alternative;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.ModelRef;
import dev.figment.api.config.OutputPath;
import dev.figment.api.plugin.Contribution;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contributions and configs of the shape that real ones have. */
final class ExampleContributions {
    record Run(
            @Description("what the run is called") @Nullable String name,
            @Default("0") long seed,
            @Default("auto") Device device,
            @Default("64") @Description("samples per batch") int batchSize) {}

    record Train(
            @Nullable String name,
            @Default("0") long seed,
            @Default("10") int epochs,
            @Default("{}") Rule rule,
            DataRef data) {}

    @Default("plain")
    @Description("how weights change")
    sealed interface Rule permits Plain, Heavy {}

    @Alternative("plain")
    @Description("down the slope")
    record Plain(@Default("0.1") double rate) implements Rule {}

    @Alternative("heavy")
    record Heavy(@Default("0.1") double rate, double mass) implements Rule {}

    record Vae(ModelRef model) {}

    enum Norm {
        NONE,
        BATCH_NORM
    }

    record Layer(
            @Description("units") int width,
            @Default("none") Norm norm) {}

    record Gan(
            @Description("hidden layers") List<Layer> layers,
            @Default("[1, 2]") List<Integer> sizes,
            @Default("{}") Map<String, Double> weights,
            @Nullable Layer last,
            @Nullable ComponentRef judge,
            @Default("true") boolean spectral) {}

    record ReadImages(InputPath from, @Nullable Integer size) {}

    record WithComponent(ComponentRef with) {}

    record Interpolate(
            @Default("12") @Description("samples between two")
            int steps) {}

    record WriteGrid(OutputPath to, @Default("0") int columns) {}

    record VaeRecipe(
            @Default("1.0") double beta,
            @Default("[512, 256]") List<Integer> hidden,
            int latents) {}

    static final List<Contribution> ALL = List.of(
            Contribution.component("vae", "variational autoencoder", Object.class, Vae.class),
            Contribution.component("gan", "adversarial generator", Object.class, Gan.class),
            new Contribution(Contribution.STEP, "read-images", "reads images", Object.class, ReadImages.class),
            new Contribution(Contribution.STEP, "encode", "encodes", Object.class, WithComponent.class),
            new Contribution(Contribution.STEP, "interpolate", "morphs", Object.class, Interpolate.class),
            new Contribution(Contribution.STEP, "decode", "decodes", Object.class, WithComponent.class),
            new Contribution(Contribution.STEP, "write-grid", "writes a picture", Object.class, WriteGrid.class),
            Contribution.recipe("vae", "trains a VAE", Object.class, VaeRecipe.class));

    static final ConfigShape RUN =
            new ConfigShape(Run.class, EnumSet.of(ConfigShape.Section.COMPONENTS, ConfigShape.Section.STEPS), ALL);

    static final ConfigShape TRAIN = new ConfigShape(Train.class, EnumSet.of(ConfigShape.Section.RECIPE), ALL);

    static final String MORPH = """
            name: digits-morph
            seed: 7
            device: auto                      # auto | cpu | cuda | cuda:1
            components:
              digits: { use: vae, model: "zoo:digits-vae" }
            steps:
              - read-images: { from: ../samples/digits, size: 28 }
              - encode: { with: digits }
              - interpolate:
              - decode: digits
              - write-grid: { to: out/digits-morph.png }
            """;

    private ExampleContributions() {}
}
