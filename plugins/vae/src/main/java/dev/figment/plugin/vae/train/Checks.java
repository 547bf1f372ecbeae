package dev.figment.plugin.vae.train;

/** Checks that the recipes' configs share. */
final class Checks {
    private Checks() {}

    static void latents(int latents) {
        require(latents >= 1, "latents must be at least 1");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
