package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.plugin.vae.body.Pyramid;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.vq.Quantizer;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.loop.Preview;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A VQ-VAE (van den Oord et al. 2017): at each place of a small grid the encoder's vector is replaced by the nearest entry
 * of a codebook. The loss is eq. 3 of the paper: −log p(x | z) plus the commitment, without its middle term, since the
 * codebook follows by moving averages. Both are sums for each image, means over the batch.
 *
 * @param imageShape channels, height, width
 */
record VqVaeDesign(
        List<Long> imageShape, Pyramid networks, Quantizer quantizer, Likelihood likelihood, double commitment)
        implements Design<Images> {
    private static final String QUANTIZER = "quantizer";

    /** Numbers in an entry, height and width of the grid. */
    private List<Long> latentShape() {
        List<Long> smallest = networks.smallest(imageShape);
        return List.of((long) quantizer.size(), smallest.get(1), smallest.get(2));
    }

    private static Shape shape(@Nullable Long batch, List<Long> sample) {
        Dim samples = batch == null ? new Dim.Named("N") : new Dim.Fixed(batch);
        return new Shape(List.of(
                samples, new Dim.Fixed(sample.get(0)), new Dim.Fixed(sample.get(1)), new Dim.Fixed(sample.get(2))));
    }

    @Override
    public List<InputSpec> inputs(@Nullable Long batch) {
        return List.of(InputSpec.floats(CoderFiles.IMAGES, shape(batch, imageShape)));
    }

    @Override
    public Map<String, Tensor> feed(Images images, Position at) {
        return Map.of(CoderFiles.IMAGES, images.pixels());
    }

    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value images = requireNonNull(inputs.get(CoderFiles.IMAGES));
        Quantizer.Quantized quantized = quantized(scope, images);
        Value decoded = decoded(scope, grid(quantized.vectors()));
        Value reconstruction = Reductions.mean(likelihood.negativeLog(scope, decoded, images));
        Value committed = Reductions.mean(quantized.commitment());
        Map<String, Value> metrics = new LinkedHashMap<>();
        metrics.put("reconstruction", reconstruction);
        metrics.put("commitment", committed);
        metrics.put("perplexity", quantized.perplexity());
        metrics.putAll(likelihood.learned(scope));
        return new Loss(Arithmetic.add(reconstruction, Arithmetic.mul(committed, (float) commitment)), metrics);
    }

    private Quantizer.Quantized quantized(Scope scope, Value images) {
        Value features = networks.down(scope, images);
        Value vectors = scope.apply("vectors", Convolution.conv2d(quantizer.size(), 1), features);
        Value last = Layout.transpose(vectors, 0, 2, 3, 1);
        List<Long> shape = latentShape();
        Shape rows = new Shape(List.of(
                last.shape().dim(0), new Dim.Fixed(shape.get(1) * shape.get(2)), new Dim.Fixed(quantizer.size())));
        return quantizer.apply(scope.child(QUANTIZER), Layout.reshape(last, rows));
    }

    /** [samples, places, size] as [samples, size, height, width]. */
    private Value grid(Value vectors) {
        List<Long> shape = latentShape();
        Shape last = new Shape(List.of(
                vectors.shape().dim(0),
                new Dim.Fixed(shape.get(1)),
                new Dim.Fixed(shape.get(2)),
                new Dim.Fixed(quantizer.size())));
        return Layout.transpose(Layout.reshape(vectors, last), 0, 3, 1, 2);
    }

    private Value decoded(Scope scope, Value latents) {
        long channels = networks.smallest(imageShape).get(0);
        Value smallest = scope.apply("entries", Convolution.conv2d(channels, 3).pad(1), latents);
        List<Long> out = List.of(likelihood.parameters() * imageShape.get(0), imageShape.get(1), imageShape.get(2));
        return networks.up(scope, smallest, out);
    }

    @Override
    public List<ModelFile> files() {
        return List.of(
                new ModelFile(
                        CoderFiles.ENCODER,
                        inputs(null),
                        (scope, in) -> Map.of(
                                CoderFiles.LATENTS,
                                grid(quantized(scope, requireNonNull(in.get(CoderFiles.IMAGES)))
                                        .vectors()))),
                new ModelFile(
                        CoderFiles.DECODER,
                        List.of(InputSpec.floats(CoderFiles.LATENTS, shape(null, latentShape()))),
                        (scope, in) -> Map.of(
                                CoderFiles.IMAGES,
                                likelihood.mean(decoded(scope, requireNonNull(in.get(CoderFiles.LATENTS)))))));
    }

    /** Each image above its reconstruction. */
    @Override
    public Map<String, Preview> preview(Map<String, Model> files, Images samples, Position at) {
        Tensor latents = requireNonNull(requireNonNull(files.get(CoderFiles.ENCODER))
                .run(feed(samples, at))
                .get(CoderFiles.LATENTS));
        Tensor decoded = Previews.decode(requireNonNull(files.get(CoderFiles.DECODER)), latents);
        return Map.of("reconstruction", Previews.inStacks(samples.pixels(), decoded));
    }
}
