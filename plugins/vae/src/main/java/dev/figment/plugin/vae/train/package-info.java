/** Recipes that train autoencoders and variational autoencoders. */
@NullMarked
package dev.figment.plugin.vae.train;

import org.jspecify.annotations.NullMarked;
