package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.model.Noise;
import dev.figment.train.graph.Value;
import dev.figment.train.loop.Preview;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A design with an encoder and a decoder of images, each a file of its own. */
interface CoderDesign extends Design<Images> {
    Body body();

    /** From images to the mean and, where there is one, the log-variance. */
    Map<String, Value> encoder(Scope scope, Value images);

    /** From latents to images in [0, 1]. */
    Map<String, Value> decoder(Scope scope, Value latents);

    /** Whether latents drawn from N(0, I) decode to samples. */
    boolean hasPrior();

    @Override
    default List<ModelFile> files() {
        return List.of(
                new ModelFile(
                        CoderFiles.ENCODER,
                        List.of(InputSpec.floats(CoderFiles.IMAGES, body().samples(null))),
                        (scope, in) -> encoder(scope, requireNonNull(in.get(CoderFiles.IMAGES)))),
                new ModelFile(
                        CoderFiles.DECODER,
                        List.of(InputSpec.floats(CoderFiles.LATENTS, body().latents(null))),
                        (scope, in) -> decoder(scope, requireNonNull(in.get(CoderFiles.LATENTS)))));
    }

    /** What the encoder is given of some images: themselves, where nothing else is said. */
    default Images seen(Images images, Position at) {
        return images;
    }

    /** Each image above its reconstruction; and, where there is a prior, twice as many samples from it. */
    @Override
    default Map<String, Preview> preview(Map<String, Model> files, Images samples, Position at) {
        Model encoder = requireNonNull(files.get(CoderFiles.ENCODER));
        Model decoder = requireNonNull(files.get(CoderFiles.DECODER));
        Tensor shown = seen(samples, at).pixels();
        Tensor mean =
                requireNonNull(encoder.run(Map.of(CoderFiles.IMAGES, shown)).get(CoderFiles.MEAN));
        Map<String, Preview> previews = new LinkedHashMap<>();
        previews.put("reconstruction", Previews.inStacks(shown, Previews.decode(decoder, mean)));
        if (hasPrior()) {
            Tensor drawn = Noise.standardNormal(at::seed, 2L * samples.size(), body().latents());
            previews.put("samples", Preview.of(Images.of(Previews.decode(decoder, drawn))));
        }
        return previews;
    }
}
