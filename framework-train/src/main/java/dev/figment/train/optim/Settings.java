package dev.figment.train.optim;

import java.util.List;

/** Checks that the optimizers' settings share; each message begins with the key. */
final class Settings {
    static final String LEARNING_RATE = "Step size, greater than 0; a schedule scales it";
    static final String CLIP_NORM =
            "Largest Euclidean norm of the whole gradient, which is scaled down to it; 0 for no limit";
    static final String DECOUPLED_DECAY =
            "Decay of the weights a step, relative to the learning rate and apart from the" + " gradient; 0 for none";
    static final String COUPLED_DECAY = "Multiple of the weights that is added to their gradient; 0 for none";
    static final String NO_DECAY = "Parameters that do not decay, as patterns of their paths in which * stands for"
            + " anything; those of rank 0 and 1 (biases, norms) never do";

    /** Tables of vectors that are looked up, as in minGPT: a decay would shrink those that a batch does not use. */
    static final String EMBEDDINGS = "[\"*embedding*\"]";

    private Settings() {}

    static void requireCommon(double learningRate, double clipNorm) {
        require(learningRate > 0 && Double.isFinite(learningRate), "learning-rate must be greater than 0");
        require(clipNorm >= 0 && Double.isFinite(clipNorm), "clip-norm must not be negative");
    }

    static void requireDecay(double weightDecay, List<String> noDecay) {
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight-decay must not be negative");
        require(noDecay.stream().noneMatch(String::isBlank), "no-decay must not have an empty pattern");
    }

    /** A decay of a running mean. */
    static void requireMean(double beta, String key) {
        require(beta >= 0 && beta < 1, key + " must be from 0 to below 1");
    }

    static void requireEpsilon(double epsilon) {
        require(epsilon > 0 && Double.isFinite(epsilon), "epsilon must be greater than 0");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
