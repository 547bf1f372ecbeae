package dev.figment.testkit;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Scores;
import dev.figment.api.Tensor;
import java.util.List;
import java.util.Map;

/** Scores that are probabilities. */
final class Probabilities implements Medium<Scores> {
    @Override
    public Map<String, Tensor> tensors(Scores batch) {
        return Map.of("values", batch.values());
    }

    @Override
    public List<String> names(Scores batch) {
        return batch.names();
    }

    @Override
    public Scores of(Map<String, Tensor> tensors, List<String> names) {
        return new Scores(requireNonNull(tensors.get("values")), names);
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return 1;
    }
}
