package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.plugin.vae.body.ResidualBlock;
import dev.figment.plugin.vae.model.DenoiserFiles;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.loop.Preview;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that predicts the noise of an image, which is then taken off (Zhang et al. 2017, "Beyond a Gaussian Denoiser",
 * eq. 1). Between the first and the last convolution of 3×3 are {@linkplain ResidualBlock residual blocks} where DnCNN has
 * convolutions with batch norm. All convolutions keep height and width, which may be any. It begins as the identity. The loss is the squared error of
 * the image, summed over pixels.
 *
 * @param imageShape channels, height, width of the images that it is trained on
 */
record DenoiserDesign(List<Long> imageShape, Corruption corruption, int channels, int blocks, Activation activation)
        implements Design<Images> {
    private static final String CLEAN = "clean";

    @Override
    public List<InputSpec> inputs(@Nullable Long batch) {
        Shape shape = shape(batch, new Dim.Fixed(imageShape.get(1)), new Dim.Fixed(imageShape.get(2)));
        return List.of(InputSpec.floats(DenoiserFiles.IMAGES, shape), InputSpec.floats(CLEAN, shape));
    }

    private Shape shape(@Nullable Long batch, Dim height, Dim width) {
        return new Shape(List.of(
                batch == null ? new Dim.Named("N") : new Dim.Fixed(batch),
                new Dim.Fixed(imageShape.get(0)),
                height,
                width));
    }

    @Override
    public Map<String, Tensor> feed(Images images, Position at) {
        return Map.of(DenoiserFiles.IMAGES, corruption.on(images, at).pixels(), CLEAN, images.pixels());
    }

    /** {@code psnr} in dB is the mean of the images' own, for a peak of 1. */
    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value clean = requireNonNull(inputs.get(CLEAN));
        Value squared = Losses.squaredError(denoised(scope, requireNonNull(inputs.get(DenoiserFiles.IMAGES))), clean);
        Value loss = Reductions.mean(squared);
        Value each = Arithmetic.mul(squared, 1f / pixelCount());
        float decibels = (float) (-10 / Math.log(10));
        Value psnr = Arithmetic.mul(Reductions.mean(Activations.log(Arithmetic.add(each, 1e-10f))), decibels);
        return new Loss(loss, Map.of("psnr", psnr));
    }

    private long pixelCount() {
        return imageShape.stream().reduce(1L, (a, b) -> a * b);
    }

    private Value denoised(Scope scope, Value noisy) {
        Value x = scope.apply("first", Convolution.conv2d(channels, 3).pad(1), noisy);
        for (int block = 0; block < blocks; block++) {
            x = scope.apply("block-" + block, new ResidualBlock(activation), x);
        }
        Convolution last =
                Convolution.conv2d(imageShape.get(0), 3).pad(1).withoutBias().init(Init.constant(0));
        return Arithmetic.sub(noisy, scope.apply("noise", last, activation.apply(scope, x)));
    }

    @Override
    public List<ModelFile> files() {
        InputSpec images =
                InputSpec.floats(DenoiserFiles.IMAGES, shape(null, new Dim.Named("height"), new Dim.Named("width")));
        return List.of(new ModelFile(DenoiserFiles.DENOISER, List.of(images), (scope, in) -> {
            Value denoised = denoised(scope, requireNonNull(in.get(DenoiserFiles.IMAGES)));
            return Map.of(DenoiserFiles.DENOISED, Arithmetic.clip(denoised, 0, 1));
        }));
    }

    /** Each image, below it with noise, and below that without it again. */
    @Override
    public Map<String, Preview> preview(Map<String, Model> files, Images samples, Position at) {
        Tensor noisy = corruption.on(samples, at).pixels();
        Model denoiser = requireNonNull(files.get(DenoiserFiles.DENOISER));
        Tensor denoised =
                requireNonNull(denoiser.run(Map.of(DenoiserFiles.IMAGES, noisy)).get(DenoiserFiles.DENOISED));
        return Map.of("denoised", Previews.inStacks(samples.pixels(), noisy, denoised));
    }
}
