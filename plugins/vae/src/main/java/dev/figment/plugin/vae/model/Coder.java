package dev.figment.plugin.vae;

import static java.util.Objects.requireNonNull;

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
    private static final String ENCODER = "encoder.onnx";
    private static final String DECODER = "decoder.onnx";
    private static final String IMAGES = "images";
    private static final String MEAN = "mean";
    private static final String LOG_VARIANCE = "log_variance";
    private static final String LATENTS = "latents";

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
        this.encoder = models.load(model, ENCODER);
        this.decoder = models.load(model, DECODER);
        this.images = spec(encoder.inputs(), IMAGES, 4, ENCODER, "input");
        TensorSpec mean = spec(encoder.outputs(), MEAN, 2, ENCODER, "output");
        if (gaussian) {
            spec(encoder.outputs(), LOG_VARIANCE, 2, ENCODER, "output");
        }
        TensorSpec latents = spec(decoder.inputs(), LATENTS, 2, DECODER, "input");
        spec(decoder.outputs(), IMAGES, 4, DECODER, "output");
        this.latentShape = latents.sampleShape();
        if (!Arrays.equals(mean.sampleShape(), latentShape)) {
            throw FigmentException.user(Problem.of(
                    "model-shapes", name, ENCODER + " gives " + mean + ", and " + DECODER + " takes " + latents));
        }
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
                    .fix("give 'read-images' the keys 'size: " + wanted[1] + "' and 'channels: " + wanted[0] + "'"));
        }
        Map<String, Tensor> outputs = encoder.run(Map.of(IMAGES, samples.pixels()));
        @Nullable Tensor logVariance = gaussian ? outputs.get(LOG_VARIANCE) : null;
        return new Latents(requireNonNull(outputs.get(MEAN)), logVariance, samples.names());
    }

    Images decode(Latents latents) {
        long[] shape = latents.mean().shape();
        if (!Arrays.equals(Arrays.copyOfRange(shape, 1, shape.length), latentShape)) {
            throw FigmentException.user(Problem.of(
                    "latent-size",
                    name,
                    "the model takes latents of " + latentShape[0] + " numbers, and was given " + latents.mean()));
        }
        Map<String, Tensor> outputs = decoder.run(Map.of(LATENTS, latents.mean()));
        return new Images(requireNonNull(outputs.get(IMAGES)), latents.names());
    }

    long[] latentShape() {
        return latentShape.clone();
    }

    private TensorSpec spec(List<TensorSpec> specs, String wanted, int rank, String file, String kind) {
        for (TensorSpec spec : specs) {
            if (spec.name().equals(wanted) && spec.shape().size() == rank) {
                return spec;
            }
        }
        throw FigmentException.user(Problem.of(
                        "model-" + kind,
                        name,
                        file + " has no " + kind + " '" + wanted + "' of " + rank + " dimensions; it has " + specs)
                .fix("use a model of this kind: 'figment zoo list' shows them"));
    }

    private static String size(long channels, long height, long width) {
        return height + "×" + width + " pixels with " + channels + (channels == 1 ? " channel" : " channels");
    }
}
