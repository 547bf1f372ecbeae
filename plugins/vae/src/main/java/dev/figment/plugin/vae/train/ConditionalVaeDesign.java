package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Annotated;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.model.Noise;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.loop.Preview;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variational autoencoder whose encoder and decoder both know the class or the attributes y of an image (model M2 of Kingma
 * et al. 2014 with all labels observed; Sohn et al. 2015; Yan et al. 2016): q(z | x, y) and p(x | z, y), with a prior of z that
 * does not depend on y. The encoder sees y as one more channel of the image, a linear map of it (as the discriminators of
 * Denton et al. 2015), so that it need not put into the latent what the decoder is told; the decoder sees it beside the latent.
 */
record ConditionalVaeDesign(
        Body body, Conditioning conditioning, Likelihood likelihood, Bound bound, Binarization binarize)
        implements Design<Annotated<Images>> {
    private static final String NOISE = "noise";

    private InputSpec condition(@Nullable Long batch) {
        Dim samples = batch == null ? new Dim.Named("N") : new Dim.Fixed(batch);
        return InputSpec.floats(CoderFiles.CONDITION, new Shape(List.of(samples, new Dim.Fixed(conditioning.size()))));
    }

    @Override
    public List<InputSpec> inputs(@Nullable Long batch) {
        return List.of(
                InputSpec.floats(CoderFiles.IMAGES, body.samples(batch)),
                condition(batch),
                InputSpec.floats(NOISE, bound.noise(body, batch)));
    }

    @Override
    public Map<String, Tensor> feed(Annotated<Images> batch, Position at) {
        return Map.of(
                CoderFiles.IMAGES,
                binarize.of(batch.samples(), at).pixels(),
                CoderFiles.CONDITION,
                conditioning.of(batch),
                NOISE,
                bound.drawn(body, batch.size(), at));
    }

    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value images = requireNonNull(inputs.get(CoderFiles.IMAGES));
        Value condition = conditioning.scaled(requireNonNull(inputs.get(CoderFiles.CONDITION)));
        return bound.loss(
                scope,
                posterior(scope, images, condition),
                requireNonNull(inputs.get(NOISE)),
                latents -> likelihood.negativeLog(scope, decoded(scope, latents, condition), images),
                likelihood.learned(scope));
    }

    private Posterior posterior(Scope scope, Value images, Value condition) {
        List<Long> shape = body.sampleShape();
        Value plane = scope.apply("condition", new Linear(shape.get(1) * shape.get(2)), condition);
        Value asChannel = Layout.reshape(plane, images.shape().with(1, new Dim.Fixed(1)));
        return Posterior.of(body, scope, body.encode(scope, Layout.concat(List.of(images, asChannel), 1)));
    }

    private Value decoded(Scope scope, Value latents, Value condition) {
        return body.decode(scope, Layout.concat(List.of(latents, condition), 1), likelihood.parameters());
    }

    @Override
    public List<ModelFile> files() {
        return List.of(
                new ModelFile(
                        CoderFiles.ENCODER,
                        List.of(InputSpec.floats(CoderFiles.IMAGES, body.samples(null)), condition(null)),
                        (scope, in) -> posterior(
                                        scope,
                                        requireNonNull(in.get(CoderFiles.IMAGES)),
                                        conditioning.scaled(requireNonNull(in.get(CoderFiles.CONDITION))))
                                .outputs()),
                new ModelFile(
                        CoderFiles.DECODER,
                        List.of(InputSpec.floats(CoderFiles.LATENTS, body.latents(null)), condition(null)),
                        (scope, in) -> Map.of(
                                CoderFiles.IMAGES,
                                likelihood.mean(decoded(
                                        scope,
                                        requireNonNull(in.get(CoderFiles.LATENTS)),
                                        conditioning.scaled(requireNonNull(in.get(CoderFiles.CONDITION))))))));
    }

    @Override
    public Map<String, String> metadata() {
        return conditioning.metadata();
    }

    /** Each image above its reconstruction; and samples of the classes in turn, or with the attributes of the images. */
    @Override
    public Map<String, Preview> preview(Map<String, Model> files, Annotated<Images> samples, Position at) {
        Model decoder = requireNonNull(files.get(CoderFiles.DECODER));
        Map<String, Tensor> fed = feed(samples, at);
        Tensor shown = requireNonNull(fed.get(CoderFiles.IMAGES));
        Tensor condition = requireNonNull(fed.get(CoderFiles.CONDITION));
        Tensor mean = requireNonNull(requireNonNull(files.get(CoderFiles.ENCODER))
                .run(Map.of(CoderFiles.IMAGES, shown, CoderFiles.CONDITION, condition))
                .get(CoderFiles.MEAN));
        Map<String, Preview> previews = new LinkedHashMap<>();
        previews.put("reconstruction", Previews.inStacks(shown, decode(decoder, mean, condition)));
        Tensor shownConditions = conditioning.shown(condition);
        Tensor drawn = Noise.standardNormal(at::seed, shownConditions.dim(0), body.latents());
        previews.put("samples", Preview.of(Images.of(decode(decoder, drawn, shownConditions))));
        return previews;
    }

    private static Tensor decode(Model decoder, Tensor latents, Tensor condition) {
        return requireNonNull(decoder.run(Map.of(CoderFiles.LATENTS, latents, CoderFiles.CONDITION, condition))
                .get(CoderFiles.IMAGES));
    }
}
