package dev.figment.plugin.vae.model;

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
        Specs ofEncoder = new Specs(name, CoderFiles.ENCODER);
        Specs ofDecoder = new Specs(name, CoderFiles.DECODER);
        this.images = ofEncoder.input(encoder, CoderFiles.IMAGES, 4);
        TensorSpec mean = ofEncoder.output(encoder, CoderFiles.MEAN, 2);
        TensorSpec latents = ofDecoder.input(decoder, CoderFiles.LATENTS, 2);
        ofDecoder.output(decoder, CoderFiles.IMAGES, 4);
        this.latentShape = latents.sampleShape();
        if (latentShape[0] < 1) {
            throw misfit(CoderFiles.DECODER + " takes " + latents + ", and the number of latents must be fixed");
        }
        requireLatents(mean, latents);
        ofEncoder.requireInputs(encoder, 1);
        ofDecoder.requireInputs(decoder, 1);
        if (gaussian) {
            requireLatents(ofEncoder.output(encoder, CoderFiles.LOG_VARIANCE, 2), latents);
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

    private static String size(long channels, long height, long width) {
        return height + "×" + width + " pixels with " + channels + (channels == 1 ? " channel" : " channels");
    }
}
