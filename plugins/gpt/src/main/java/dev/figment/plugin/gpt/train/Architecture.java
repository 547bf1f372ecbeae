package dev.figment.plugin.gpt.train;

/** The kind of a decoder-only transformer. */
public enum Architecture {
    /** Learned positions, layer norms before each part, GELU, biases (Radford et al. 2019). */
    GPT2,
    /** Rotary positions, RMS norms before each part, SwiGLU, no biases (Touvron et al. 2023). */
    LLAMA
}
