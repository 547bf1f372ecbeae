/** Autoencoders and variational autoencoders: components, and the steps that measure them. */
@NullMarked
package dev.figment.plugin.vae;

import org.jspecify.annotations.NullMarked;
