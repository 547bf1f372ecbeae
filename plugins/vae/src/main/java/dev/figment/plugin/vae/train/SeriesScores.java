package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.model.SeriesVaeFiles;
import dev.figment.plugin.vae.statistics.Moments;
import dev.figment.plugin.vae.statistics.Pca;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.Export;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network of {@link SeriesVaeFiles#SCORES}: from windows to how unusual they are. Nothing in it is drawn: a latent is the
 * mean of its Gaussian.
 *
 * @param latents of the training windows
 */
record SeriesScores(SeriesVaeDesign design, Pca pca, Moments latents) implements Export.Network {
    /** Added to the latents' variances, so that one that is not used does not make every distance large. */
    private static final double RIDGE = 1e-3;

    @Override
    public Map<String, Value> build(Scope scope, Map<String, Value> inputs) {
        Value windows = requireNonNull(inputs.get(SeriesVaeFiles.WINDOWS));
        SeriesVaeDesign.Seen seen = design.seen(scope, windows);
        Posterior posterior = seen.posterior();
        Value decoded = design.decoded(scope, posterior.mean());
        Value kl = Losses.divergenceFromStandardNormal(posterior.mean(), posterior.logVariance());
        Value bound = Arithmetic.add(design.negativeLog(scope, decoded, seen.standardised()), kl);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put(SeriesVaeFiles.NEGATIVE_ELBO, bound);
        outputs.put(SeriesVaeFiles.RECONSTRUCTION_ERROR, meanSquare(seen.standardised(), design.mean(decoded)));
        outputs.put(SeriesVaeFiles.KL, kl);
        outputs.put(SeriesVaeFiles.LATENT_DISTANCE, distance(posterior.mean()));
        Value rows = design.scale().standardised(windows);
        outputs.put(SeriesVaeFiles.Z, greatestOfLastRow(rows));
        outputs.put(SeriesVaeFiles.PCA, pcaError(Layout.flatten(rows)));
        outputs.put(CoderFiles.MEAN, posterior.mean());
        outputs.put(CoderFiles.LOG_VARIANCE, posterior.logVariance());
        return outputs;
    }

    private Value meanSquare(Value a, Value b) {
        return Arithmetic.mul(
                Reductions.sumPerSample(Arithmetic.square(Arithmetic.sub(a, b))),
                1f / design.body().count());
    }

    /** √((z − μ)ᵀ Σ⁻¹ (z − μ)) (Mahalanobis 1936), of [samples, latents]. */
    private Value distance(Value points) {
        Graph graph = points.graph();
        Value centred = Arithmetic.sub(points, graph.constant("latent_mean", latents.mean()));
        Value precision = graph.constant("latent_precision", latents.precision(RIDGE));
        Value products = Arithmetic.mul(MatrixProducts.matMul(centred, precision), centred);
        // A distance of nothing may come out below it by rounding.
        return Activations.sqrt(Activations.relu(Reductions.sumPerSample(products)));
    }

    /** Of standardised [samples, rows, channels]. */
    private static Value greatestOfLastRow(Value rows) {
        long count = rows.shape().size(1);
        Value last = Layout.flatten(Layout.slice(rows, 1, count - 1, count));
        return Reductions.max(Activations.abs(last), List.of(1L), false);
    }

    private Value pcaError(Value rows) {
        Graph graph = rows.graph();
        Tensor directions = pca.components();
        Value centred = Arithmetic.sub(rows, graph.constant("pca_mean", pca.mean()));
        Value components = graph.constant("pca_components", directions);
        Value codes = MatrixProducts.gemm(centred, false, components, true);
        return meanSquare(centred, MatrixProducts.matMul(codes, components));
    }
}
