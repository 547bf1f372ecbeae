package dev.figment.plugin.vae.vq;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;
import static dev.figment.train.graph.Arithmetic.where;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Noise;
import dev.figment.train.nn.Scope;
import java.util.List;

/**
 * Replaces vectors by the nearest entries of a codebook (van den Oord et al. 2017). The codebook is not trained by the
 * gradient, but holds moving averages of the vectors that each entry stood for (their appendix A.1); an entry that stands
 * for too few becomes one of the batch's vectors, drawn at random (Dhariwal et al. 2020, "Jukebox", section 3.1).
 *
 * @param codes entries of the codebook
 * @param size numbers in an entry
 * @param decay of the moving averages, in (0, 1)
 * @param restartBelow an entry is replaced when it stands for fewer vectors of a batch, as a moving average; 0 for never
 */
public record Quantizer(int codes, int size, double decay, double restartBelow) {
    /**
     * What becomes of vectors.
     *
     * @param vectors the entries, of the vectors' shape; in training the gradient passes through to the vectors as it is
     * @param commitment squared distance of the vectors from their entries, [samples], by which the encoder learns alone
     * @param perplexity of the entries in use: as many as if all were used alike, of rank 0
     */
    public record Quantized(Value vectors, Value commitment, Value perplexity) {}

    /**
     * Quantizes, and in training updates the codebook.
     *
     * @param vectors [samples, places, size]
     */
    public Quantized apply(Scope scope, Value vectors) {
        Value counts = scope.state("counts", Init.constant(1), codes);
        Value sums = scope.state("sums", Init.normal(1), codes, size);
        Value codebook = div(sums, column(counts));
        Value still = Conversion.stopGradient(vectors);
        Value chosen = nearest(still, codebook);
        Value entries = MatrixProducts.matMul(chosen, codebook);
        if (scope.isTraining()) {
            update(scope, still, chosen, counts, sums);
        }
        Value commitment = Reductions.sumPerSample(Arithmetic.square(sub(vectors, Conversion.stopGradient(entries))));
        Value passed = scope.isTraining() ? Conversion.straightThrough(entries, vectors) : entries;
        return new Quantized(passed, commitment, perplexity(chosen));
    }

    /** 1 for the nearest entry of each vector, else 0: [samples, places, codes]; entries that are as near share it. */
    private Value nearest(Value vectors, Value codebook) {
        Value squares = Reductions.sum(Arithmetic.square(codebook), List.of(1L), false);
        Value products = MatrixProducts.matMul(vectors, Layout.transpose(codebook, 1, 0));
        Value distances = sub(squares, mul(products, 2));
        Value least = Reductions.min(distances, List.of(2L), true);
        Value marked = Conversion.cast(Comparisons.lessOrEqual(distances, least), ElementType.FLOAT32);
        return div(marked, Reductions.sum(marked, List.of(2L), true));
    }

    private void update(Scope scope, Value vectors, Value chosen, Value counts, Value sums) {
        Value rows = matrix(vectors, size);
        Value marks = matrix(chosen, codes);
        Value count = average(counts, Reductions.sum(marks, List.of(0L), false));
        Value sum = average(sums, MatrixProducts.gemm(marks, true, rows, false));
        if (restartBelow > 0) {
            Value limit = scope.graph().scalar((float) restartBelow);
            Value dead = Comparisons.less(count, limit);
            Value isDead = Layout.reshape(dead, Shape.of(codes, 1));
            sum = where(isDead, mul(drawn(scope, vectors, rows), limit), sum);
            count = where(dead, limit, count);
        }
        scope.update(counts, count);
        scope.update(sums, sum);
    }

    private Value average(Value before, Value now) {
        return add(mul(before, (float) decay), mul(now, (float) (1 - decay)));
    }

    /** For each entry one of the batch's vectors, [codes, size]. */
    private Value drawn(Scope scope, Value vectors, Value rows) {
        long samples = vectors.shape().size(0);
        long each = (codes + samples - 1) / samples;
        Value uniform = Layout.reshape(
                scope.noise("restart", Noise.uniform(), Shape.of(samples, each)), Shape.of(samples * each));
        Value places =
                mul(Layout.slice(uniform, 0, 0, codes), (float) rows.shape().size(0));
        return Indexing.gather(rows, Conversion.cast(Activations.floor(places), ElementType.INT64), 0);
    }

    /** exp(−Σ p log p) of the shares p of the entries. */
    private static Value perplexity(Value chosen) {
        Value shares = Reductions.mean(chosen, List.of(0L, 1L), false);
        Value entropy = Activations.neg(Reductions.sum(mul(shares, Activations.log(add(shares, 1e-10f)))));
        return Activations.exp(entropy);
    }

    private static Value column(Value x) {
        return Layout.reshape(x, Shape.of(x.shape().size(0), 1));
    }

    /** [samples, places, n] as [samples · places, n]. */
    private static Value matrix(Value x, long n) {
        return Layout.reshape(x, Shape.of(x.shape().size(0) * x.shape().size(1), n));
    }
}
