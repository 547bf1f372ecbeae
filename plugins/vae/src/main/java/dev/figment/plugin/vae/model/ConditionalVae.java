package dev.figment.plugin.vae.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Generator;
import dev.figment.api.Images;
import dev.figment.api.Labels;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * A variational autoencoder of images of classes (Kingma et al. 2014, Sohn et al. 2015), which draws images of a class: a
 * latent from N(0, I), decoded together with the class. The model's folder holds {@code decoder.onnx} (inputs {@code
 * latents} [N, L] and {@code condition} [N, classes], output {@code images} [N, C, H, W] in [0, 1]).
 */
public final class ConditionalVae implements Generator<Labels, Images> {
    /** The keys of the component. */
    @Description("A variational autoencoder of images of classes: draws images of a class")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with decoder.onnx")
            ModelRef model) {}

    private final String name;
    private final Model decoder;
    private final int latents;
    private final int classes;

    public ConditionalVae(Config config, Models models) {
        this.name = config.model.text();
        this.decoder = models.load(config.model, CoderFiles.DECODER);
        Specs specs = new Specs(name, CoderFiles.DECODER);
        this.latents = specs.fixed(specs.input(decoder, CoderFiles.LATENTS, 2));
        this.classes = specs.fixed(specs.input(decoder, CoderFiles.CONDITION, 2));
        specs.output(decoder, CoderFiles.IMAGES, 4);
    }

    @Override
    public Images generate(Labels condition, Position at) {
        LongBuffer indices = condition.indices().longs();
        for (int i = 0; i < condition.size(); i++) {
            if (indices.get(i) < 0 || indices.get(i) >= classes) {
                throw FigmentException.user(Problem.of(
                                "no-such-class",
                                name,
                                "the model has the classes 0 to " + (classes - 1) + ", and was asked for class "
                                        + indices.get(i))
                        .fix("ask for one of these"));
            }
        }
        Tensor drawn = Noise.standardNormal(at::seed, condition.size(), latents);
        Map<String, Tensor> outputs =
                decoder.run(Map.of(CoderFiles.LATENTS, drawn, CoderFiles.CONDITION, Condition.of(condition, classes)));
        return Images.of(requireNonNull(outputs.get(CoderFiles.IMAGES)));
    }
}
