/** Distributions of pixels, given a latent, and their negative log-likelihoods as parts of a graph. */
@NullMarked
package dev.figment.plugin.vae.likelihood;

import org.jspecify.annotations.NullMarked;
