package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.train.loop.Preview;
import java.util.Map;

/** Pictures that designs show of themselves. */
final class Previews {
    private Previews() {}

    /** The first image of each, one below the other, beside the second ones, and so on. */
    static Preview inStacks(Tensor... rows) {
        long[] shape = rows[0].shape();
        shape[0] *= rows.length;
        Tensor all = Tensor.allocate(ElementType.FLOAT32, shape);
        for (long i = 0; i < rows[0].dim(0); i++) {
            for (int row = 0; row < rows.length; row++) {
                long to = rows.length * i + row;
                all.rows(to, to + 1).bytes().put(rows[row].rows(i, i + 1).bytes());
            }
        }
        return new Preview.Picture(Images.of(all), rows.length);
    }

    static Tensor decode(Model decoder, Tensor latents) {
        return requireNonNull(decoder.run(Map.of(CoderFiles.LATENTS, latents)).get(CoderFiles.IMAGES));
    }
}
