package dev.figment.testkit;

import dev.figment.api.Decoder;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.List;

/** A right encoder and decoder: the latents of an image of 1×2 pixels are its pixels. */
final class Pixels implements Encoder<Images>, Decoder<Images> {
    private static final int COUNT = 2;

    /** Three images with names. */
    static Images images() {
        return new Images(
                Tensor.ofFloats(new float[] {0.25f, 0.5f, 1, 0, 0.75f, 0.625f}, 3, 1, 1, COUNT),
                List.of("a", "b", "c"));
    }

    /** Images of another size. */
    static Images misfits() {
        return Images.of(Tensor.allocate(ElementType.FLOAT32, 3, 1, COUNT, 1));
    }

    @Override
    public Latents encode(Images samples) {
        if (samples.height() != 1 || samples.width() != COUNT) {
            throw FigmentException.user(Problem.of("image-size", "", "images of 1×2 pixels are needed"));
        }
        return new Latents(copy(samples.pixels(), samples.size(), COUNT), null, samples.names());
    }

    @Override
    public Images decode(Latents latents) {
        if (latents.mean().dim(1) != COUNT) {
            throw FigmentException.user(Problem.of("latent-size", "", "latents of 2 numbers are needed"));
        }
        Tensor pixels = copy(latents.mean(), latents.size(), 1, 1, COUNT);
        for (int i = 0; i < pixels.count(); i++) {
            pixels.floats().put(i, Math.min(Math.max(pixels.floats().get(i), 0), 1));
        }
        return new Images(pixels, latents.names());
    }

    @Override
    public long[] latentShape() {
        return new long[] {COUNT};
    }

    static Tensor copy(Tensor tensor, long... shape) {
        Tensor copy = Tensor.allocate(tensor.type(), shape);
        copy.bytes().put(tensor.bytes());
        return copy;
    }
}
