package dev.figment.plugin.vae.train;

import java.util.List;

/** Checks that the recipes' configs share. */
final class Checks {
    private Checks() {}

    static void widths(int latents, List<Integer> hidden) {
        require(latents >= 1, "latents must be at least 1");
        require(hidden.stream().allMatch(width -> width >= 1), "hidden must hold widths of at least 1");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
