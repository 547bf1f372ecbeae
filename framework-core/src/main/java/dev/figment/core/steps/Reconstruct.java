package dev.figment.core.steps;

import dev.figment.api.Decoder;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import jakarta.inject.Named;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Each image, followed by its reconstruction: {@code write-grid} with {@code stack: 2} shows the one above the other.
 */
public final class Reconstruct implements Transform<Images, Images> {
    private static final String SUFFIX = "-reconstructed";

    private final Encoder<Images> encoder;
    private final Decoder<Images> decoder;

    /** The keys of {@code reconstruct}. */
    public record Config(
            @Description("a component that encodes images and decodes them again")
            ComponentRef with) {}

    public Reconstruct(Config config, @Named("with") Encoder<Images> encoder, @Named("with") Decoder<Images> decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    @Override
    public Images apply(Images batch, Position at) {
        Images decoded = decoder.decode(encoder.encode(batch));
        if (!Arrays.equals(batch.pixels().shape(), decoded.pixels().shape())) {
            throw FigmentException.user(Problem.of(
                            "reconstruction-differs",
                            "",
                            "images of " + batch.pixels() + " were decoded to " + decoded.pixels())
                    .fix("use encode and decode where a model changes the size"));
        }
        long[] shape = batch.pixels().shape();
        shape[0] *= 2;
        Tensor both = Tensor.allocate(ElementType.FLOAT32, shape);
        ByteBuffer to = both.bytes();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            to.put(batch.pixels().rows(i, i + 1).bytes());
            to.put(decoded.pixels().rows(i, i + 1).bytes());
            if (!batch.names().isEmpty()) {
                names.add(batch.names().get(i));
                names.add(FileNames.withSuffix(batch.names().get(i), SUFFIX));
            }
        }
        return new Images(both, names);
    }
}
