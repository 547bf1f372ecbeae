package dev.figment.train.nn;

import java.util.Optional;

/**
 * How the linear layers of a transformer block begin.
 *
 * @param bias whether they have one
 * @param inner initialisation of weights; empty for PyTorch's
 * @param residual of the weights whose output is added to the residual stream; empty for PyTorch's
 * @param biases empty for PyTorch's
 */
public record Projections(boolean bias, Optional<Init> inner, Optional<Init> residual, Optional<Init> biases) {
    /** PyTorch's initialisation, with biases. */
    public static Projections pyTorch() {
        return new Projections(true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Normal with standard deviation 0.02, divided by √(2 · blocks) where the output joins the residual stream; biases 0
     * (Radford et al. 2019, section 2.3).
     */
    public static Projections gpt2(int blocks) {
        return new Projections(
                true,
                Optional.of(Init.normal(0.02)),
                Optional.of(Init.normal(0.02 / Math.sqrt(2.0 * blocks))),
                Optional.of(Init.constant(0)));
    }

    public Projections withoutBias() {
        return new Projections(false, inner, residual, biases);
    }

    Linear inner(long out) {
        return new Linear(out, bias, inner, biases);
    }

    Linear residual(long out) {
        return new Linear(out, bias, residual, biases);
    }
}
