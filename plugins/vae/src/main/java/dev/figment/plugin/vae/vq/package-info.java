/** Codebooks, whose entries are the latents of an autoencoder. */
@NullMarked
package dev.figment.plugin.vae.vq;

import org.jspecify.annotations.NullMarked;
