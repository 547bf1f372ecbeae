package dev.figment.plugin.vae.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import java.util.Map;

/**
 * Removes noise from images of any size. The model's folder holds {@code denoiser.onnx}: input {@code images} and output
 * {@code denoised}, both [N, C, height, width] in [0, 1]. Memory grows with the number of pixels of a batch.
 */
public final class Denoiser implements Transform<Images, Images> {
    /** The keys of the component. */
    @Description("Removes noise from images of any size")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with denoiser.onnx")
            ModelRef model) {}

    private final String name;
    private final Model model;
    private final int channels;

    public Denoiser(Config config, Models models) {
        this.name = config.model.text();
        this.model = models.load(config.model, DenoiserFiles.DENOISER);
        Specs specs = new Specs(name, DenoiserFiles.DENOISER);
        this.channels = specs.fixed(specs.input(model, DenoiserFiles.IMAGES, 4));
        if (specs.fixed(specs.output(model, DenoiserFiles.DENOISED, 4)) != channels) {
            throw FigmentException.user(Problem.of(
                    "model-shapes", name, DenoiserFiles.DENOISER + " gives images of other channels than it takes"));
        }
    }

    @Override
    public Images apply(Images batch, Position at) {
        if (batch.channels() != channels) {
            throw FigmentException.user(Problem.of(
                            "image-channels",
                            name,
                            "the model takes images of " + channels + " channels, and was given images of "
                                    + batch.channels())
                    .fix("give 'read-images' the key 'channels: " + channels + "'"));
        }
        Map<String, Tensor> outputs = model.run(Map.of(DenoiserFiles.IMAGES, batch.pixels()));
        return new Images(requireNonNull(outputs.get(DenoiserFiles.DENOISED)), batch.names());
    }
}
