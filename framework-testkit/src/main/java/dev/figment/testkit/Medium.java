package dev.figment.testkit;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the contract tests take batches of one medium apart and put them together. Whoever brings a medium of their own
 * writes one for it.
 *
 * @param <T> the medium
 */
public interface Medium<T extends Batch> {
    /** Images, whose pixels lie in [0, 1]. */
    Medium<Images> IMAGES = new Medium<>() {
        @Override
        public Map<String, Tensor> tensors(Images batch) {
            return Map.of("pixels", batch.pixels());
        }

        @Override
        public List<String> names(Images batch) {
            return batch.names();
        }

        @Override
        public Images of(Map<String, Tensor> tensors, List<String> names) {
            return new Images(requireNonNull(tensors.get("pixels")), names);
        }

        @Override
        public double lowest() {
            return 0;
        }

        @Override
        public double highest() {
            return 1;
        }
    };

    /** Latents of any finite value. */
    Medium<Latents> LATENTS = new Medium<>() {
        @Override
        public Map<String, Tensor> tensors(Latents batch) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("mean", batch.mean());
            if (batch.logVariance() != null) {
                tensors.put("log-variance", batch.logVariance());
            }
            return tensors;
        }

        @Override
        public List<String> names(Latents batch) {
            return batch.names();
        }

        @Override
        public Latents of(Map<String, Tensor> tensors, List<String> names) {
            return new Latents(requireNonNull(tensors.get("mean")), tensors.get("log-variance"), names);
        }
    };

    /** Windows of series, of any finite values, without times and labels. */
    Medium<Series> SERIES = new Medium<>() {
        @Override
        public Map<String, Tensor> tensors(Series batch) {
            return Map.of("values", batch.values());
        }

        @Override
        public List<String> names(Series batch) {
            return List.of();
        }

        @Override
        public Series of(Map<String, Tensor> tensors, List<String> names) {
            return Series.of(requireNonNull(tensors.get("values")));
        }
    };

    /** All tensors of a batch by name; the first axis of each is the samples. */
    Map<String, Tensor> tensors(T batch);

    /** One name for each sample, or none at all. */
    List<String> names(T batch);

    /** A batch of such tensors and names. */
    T of(Map<String, Tensor> tensors, List<String> names);

    /** The least value that a FLOAT32 tensor may hold. */
    default double lowest() {
        return -Float.MAX_VALUE;
    }

    /** The greatest value that a FLOAT32 tensor may hold. */
    default double highest() {
        return Float.MAX_VALUE;
    }
}
