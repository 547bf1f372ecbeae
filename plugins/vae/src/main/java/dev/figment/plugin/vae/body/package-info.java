/** The networks on both sides of a latent space of images, at choice. */
@NullMarked
package dev.figment.plugin.vae.body;

import org.jspecify.annotations.NullMarked;
