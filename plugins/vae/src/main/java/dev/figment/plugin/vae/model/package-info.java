/** Trained autoencoders and variational autoencoders, and what goes into them. */
@NullMarked
package dev.figment.plugin.vae.model;

import org.jspecify.annotations.NullMarked;
