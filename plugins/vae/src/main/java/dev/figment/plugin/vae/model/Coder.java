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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The two ONNX files of an autoencoder: {@code encoder.onnx} and {@code decoder.onnx} of one model. */
final class Coder {
    /** What an encoder gives. */
    enum Kind {
        /** A point for each image, [N, L]. */
        POINTS(CoderFiles.MEAN, 2),
        /** A point and a log-variance for each image, both [N, L]. */
        GAUSSIANS(CoderFiles.MEAN, 2),
        /** A grid of vectors for each image, [N, size, height, width]. */
        GRIDS(CoderFiles.LATENTS, 4);

        private final String output;
        private final int rank;

        Kind(String output, int rank) {
            this.output = output;
            this.rank = rank;
        }
    }

    private final String name;
    private final Model encoder;
    private final Model decoder;
    private final TensorSpec images;
    private final long[] latentShape;
    private final Kind kind;

    /**
     * @throws FigmentException if a file has not the inputs and outputs that are needed
     */
    Coder(Models models, ModelRef model, Kind kind) {
        this.name = model.text();
        this.kind = kind;
        this.encoder = models.load(model, CoderFiles.ENCODER);
        this.decoder = models.load(model, CoderFiles.DECODER);
        Specs ofEncoder = new Specs(name, CoderFiles.ENCODER);
        Specs ofDecoder = new Specs(name, CoderFiles.DECODER);
        this.images = ofEncoder.input(encoder, CoderFiles.IMAGES, 4);
        TensorSpec mean = ofEncoder.output(encoder, kind.output, kind.rank);
        TensorSpec latents = ofDecoder.input(decoder, CoderFiles.LATENTS, kind.rank);
        ofDecoder.output(decoder, CoderFiles.IMAGES, 4);
        this.latentShape = latents.sampleShape();
        if (Arrays.stream(latentShape).anyMatch(size -> size < 1)) {
            throw misfit(CoderFiles.DECODER + " takes " + latents + ", and the number of latents must be fixed");
        }
        requireLatents(mean, latents);
        ofEncoder.requireInputs(encoder, 1);
        ofDecoder.requireInputs(decoder, 1);
        if (kind == Kind.GAUSSIANS) {
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
                            "",
                            "the model '" + name + "' takes images of " + size(wanted[0], wanted[1], wanted[2])
                                    + ", and was given images of "
                                    + size(samples.channels(), samples.height(), samples.width()))
                    .fix(
                            wanted[1] == wanted[2]
                                    ? "give the step that reads them the keys 'size: " + wanted[1] + "' and 'channels: "
                                            + wanted[0] + "'"
                                    : "give it images of that size"));
        }
        Map<String, Tensor> outputs = encoder.run(Map.of(CoderFiles.IMAGES, samples.pixels()));
        @Nullable Tensor logVariance = kind == Kind.GAUSSIANS ? outputs.get(CoderFiles.LOG_VARIANCE) : null;
        return new Latents(requireNonNull(outputs.get(kind.output)), logVariance, samples.names());
    }

    Images decode(Latents latents) {
        long[] shape = latents.mean().shape();
        if (!Arrays.equals(Arrays.copyOfRange(shape, 1, shape.length), latentShape)) {
            throw FigmentException.user(Problem.of(
                    "latent-size",
                    name,
                    "the model takes latents of "
                            + Arrays.stream(latentShape)
                                    .mapToObj(Long::toString)
                                    .collect(Collectors.joining("×")) + " numbers, and was given " + latents.mean()));
        }
        Map<String, Tensor> outputs = decoder.run(Map.of(CoderFiles.LATENTS, latents.mean()));
        return new Images(requireNonNull(outputs.get(CoderFiles.IMAGES)), latents.names());
    }

    long[] latentShape() {
        return latentShape.clone();
    }

    private static String size(long channels, long height, long width) {
        return width + "×" + height + " pixels with " + channels + (channels == 1 ? " channel" : " channels");
    }
}
