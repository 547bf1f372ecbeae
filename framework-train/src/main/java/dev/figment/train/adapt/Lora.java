package dev.figment.train.adapt;

import java.util.List;

/**
 * Low-rank adaptation (Hu et al. 2021, section 4.1): to a weight W that stays as it is, {@code (α/r) · B · A} is added, with
 * A [r, in] and B [out, r] trained. A begins uniform in ±1/√in, as in the authors' program, and B with zeros, so that
 * training begins with the model as it was.
 *
 * @param rank r, at least 1; smaller than both sides of a matrix it saves memory
 * @param alpha α, greater than 0: how strongly the adapter counts; doubling the rank does not change its scale
 * @param on patterns of the names of weights, or of the nodes that multiply by them; {@code *} stands for any characters,
 *     and a pattern that begins with {@code !} excludes
 */
public record Lora(int rank, double alpha, List<String> on) {
    public Lora {
        on = List.copyOf(on);
        if (rank < 1) {
            throw new IllegalArgumentException("a rank of " + rank + "; it is at least 1");
        }
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha is " + alpha + "; it is greater than 0");
        }
        if (on.isEmpty()) {
            throw new IllegalArgumentException("an adapter of nothing: name the weights or nodes, '*' for all");
        }
    }

    public static Lora of(int rank, double alpha, String... on) {
        return new Lora(rank, alpha, List.of(on));
    }
}
