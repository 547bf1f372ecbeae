package dev.figment.plugin.vae.train;

/** What the keys that recipes of variational autoencoders share mean. */
final class VaeKeys {
    static final String BETA = "Weight of the divergence from the prior; 1 gives the evidence lower bound";
    static final String KL_WARM_UP =
            "Steps (with 'accumulate', parts of steps) over which this weight grows to beta, from"
                    + " nothing; 0 for none. A validation has beta itself";
    static final String FREE_BITS =
            "Nats of divergence that each number of a latent may have for nothing, as a mean over"
                    + " the batch, so that it is used; 0 for none. A validation counts them";
    static final String IMPORTANCE_SAMPLES =
            "Latents drawn for each image; more than 1 train on the importance-weighted"
                    + " bound (IWAE), and need as much more time. Up to 64";

    private VaeKeys() {}
}
