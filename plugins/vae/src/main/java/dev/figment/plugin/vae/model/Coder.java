package dev.figment.plugin.vae.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two ONNX files of an autoencoder: {@code encoder.onnx} and {@code decoder.onnx} of one model. */
final class Coder {
    private final String name;
    private final Model encoder;
    private final Model decoder;
    private final TensorSpec images;
    private final long[] latentShape;
    private final boolean gaussian;

    /**
     * @param gaussian whether the encoder has to give log-variances too
     * @throws FigmentException if a file has not the inputs and outputs that are needed
     */
    Coder(Models models, ModelRef model, boolean gaussian) {
        this.name = model.text();
        this.gaussian = gaussian;
        this.encoder = models.load(model, CoderFiles.ENCODER);
        this.decoder = models.load(model, CoderFiles.DECODER);
        this.images = spec(encoder.inputs(), CoderFiles.IMAGES, 4, CoderFiles.ENCODER, "input");
        TensorSpec mean = spec(encoder.outputs(), CoderFiles.MEAN, 2, CoderFiles.ENCODER, "output");
        TensorSpec latents = spec(decoder.inputs(), CoderFiles.LATENTS, 2, CoderFiles.DECODER, "input");
        spec(decoder.outputs(), CoderFiles.IMAGES, 4, CoderFiles.DECODER, "output");
        this.latentShape = latents.sampleShape();
        if (latentShape[0] < 1) {
            throw misfit(CoderFiles.DECODER + " takes " + latents + ", and the number of latents must be fixed");
        }
        requireLatents(mean, latents);
        if (gaussian) {
            requireLatents(spec(encoder.outputs(), CoderFiles.LOG_VARIANCE, 2, CoderFiles.ENCODER, "output"), latents);
        }
    }

    private void requireLatents(TensorSpec given, TensorSpec taken) {
        if (!Arrays.equals(given.sampleShape(), latentShape)) {
            throw misfit(CoderFiles.ENCODER + " gives " + given + ", and " + CoderFiles.DECODER + " takes " + taken);
        }
    }

    private FigmentException misfit(String message) {
        return FigmentException.user(
                Problem.of("model-shapes", name, message).fix("put the two files of one model into the folder"));
    }

    Latents encode(Images samples) {
        if (!images.accepts(samples.pixels())) {
            long[] wanted = images.sampleShape();
            throw FigmentException.user(Problem.of(
                            "image-size",
                            name,
                            "the model takes images of " + size(wanted[0], wanted[1], wanted[2])
                                    + ", and was given images of "
                                    + size(samples.channels(), samples.height(), samples.width()))
                    .fix(
                            wanted[1] == wanted[2]
                                    ? "give 'read-images' the keys 'size: " + wanted[1] + "' and 'channels: "
                                            + wanted[0] + "'"
                                    : "give it images of that size"));
        }
        Map<String, Tensor> outputs = encoder.run(Map.of(CoderFiles.IMAGES, samples.pixels()));
        @Nullable Tensor logVariance = gaussian ? outputs.get(CoderFiles.LOG_VARIANCE) : null;
        return new Latents(requireNonNull(outputs.get(CoderFiles.MEAN)), logVariance, samples.names());
    }

    Images decode(Latents latents) {
        long[] shape = latents.mean().shape();
        if (!Arrays.equals(Arrays.copyOfRange(shape, 1, shape.length), latentShape)) {
            throw FigmentException.user(Problem.of(
                    "latent-size",
                    name,
                    "the model takes latents of " + latentShape[0] + " numbers, and was given " + latents.mean()));
        }
        Map<String, Tensor> outputs = decoder.run(Map.of(CoderFiles.LATENTS, latents.mean()));
        return new Images(requireNonNull(outputs.get(CoderFiles.IMAGES)), latents.names());
    }

    long[] latentShape() {
        return latentShape.clone();
    }

    private TensorSpec spec(List<TensorSpec> specs, String wanted, int rank, String file, String kind) {
        for (TensorSpec spec : specs) {
            if (spec.name().equals(wanted)
                    && spec.type() == ElementType.FLOAT32
                    && spec.shape().size() == rank) {
                return spec;
            }
        }
        throw FigmentException.user(Problem.of(
                        "model-" + kind,
                        name,
                        file + " has no FLOAT32 " + kind + " '" + wanted + "' of " + rank + " dimensions; it has "
                                + specs)
                .fix("use a model of this kind: 'figment zoo list' shows them"));
    }

    private static String size(long channels, long height, long width) {
        return height + "×" + width + " pixels with " + channels + (channels == 1 ? " channel" : " channels");
    }
}
