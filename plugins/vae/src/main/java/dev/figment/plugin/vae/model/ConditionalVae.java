package dev.figment.plugin.vae.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Attribute;
import dev.figment.api.AttributeGenerator;
import dev.figment.api.Attributes;
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
import java.util.List;
import java.util.Map;

/**
 * A variational autoencoder of images of classes (Kingma et al. 2014, Sohn et al. 2015) or with attributes (Yan et al. 2016),
 * which draws images of a class, or with attributes: a latent from N(0, I), decoded together with them. The model's folder
 * holds {@code decoder.onnx} (inputs {@code latents} [N, L] and {@code condition} [N, classes] or [N, attributes], output {@code
 * images} [N, C, H, W] in [0, 1]), whose {@linkplain AttributeMetadata metadata} name the attributes, if it takes such.
 */
public final class ConditionalVae implements Generator<Labels, Images>, AttributeGenerator<Images> {
    /** The keys of the component. */
    @Description("A variational autoencoder of images of classes, or with attributes: draws images of a class, or with"
            + " attributes")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with decoder.onnx")
            ModelRef model) {}

    private final String name;
    private final Model decoder;
    private final int latents;
    private final int numbers;
    private final List<Attribute> attributes;

    public ConditionalVae(Config config, Models models) {
        this.name = config.model.text();
        this.decoder = models.load(config.model, CoderFiles.DECODER);
        Specs specs = new Specs(name, CoderFiles.DECODER);
        this.latents = specs.fixed(specs.input(decoder, CoderFiles.LATENTS, 2));
        this.numbers = specs.fixed(specs.input(decoder, CoderFiles.CONDITION, 2));
        specs.output(decoder, CoderFiles.IMAGES, 4);
        this.attributes = specs.attributes(decoder, numbers);
    }

    /**
     * @throws FigmentException if a class is asked for that the model has not
     */
    @Override
    public Images generate(Labels condition, Position at) {
        if (!attributes.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "other-condition",
                            name,
                            "the model has no classes: it draws images with the attributes " + names(attributes))
                    .fix("use the step 'sample-attributes'"));
        }
        LongBuffer indices = condition.indices().longs();
        for (int i = 0; i < condition.size(); i++) {
            if (indices.get(i) < 0 || indices.get(i) >= numbers) {
                throw FigmentException.user(Problem.of(
                                "no-such-class",
                                name,
                                "the model has the classes 0 to " + (numbers - 1) + ", and was asked for class "
                                        + indices.get(i))
                        .fix("ask for one of these"));
            }
        }
        return drawn(Condition.of(condition, numbers), at);
    }

    @Override
    public List<Attribute> attributes() {
        if (attributes.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "other-condition",
                            name,
                            "the model has no attributes: it draws images of the classes 0 to " + (numbers - 1))
                    .fix("use the step 'sample-classes'"));
        }
        return attributes;
    }

    @Override
    public Images generate(Attributes condition, Position at) {
        if (!names(condition.attributes()).equals(names(attributes()))) {
            throw FigmentException.user(Problem.of(
                            "other-condition",
                            name,
                            "the model has the attributes " + names(attributes) + ", and was given "
                                    + names(condition.attributes()))
                    .fix("give it these, in this order"));
        }
        return drawn(condition.values(), at);
    }

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }

    private Images drawn(Tensor condition, Position at) {
        Tensor drawn = Noise.standardNormal(at::seed, condition.dim(0), latents);
        Map<String, Tensor> outputs = decoder.run(Map.of(CoderFiles.LATENTS, drawn, CoderFiles.CONDITION, condition));
        return Images.of(requireNonNull(outputs.get(CoderFiles.IMAGES)));
    }
}
