/** The plugin of autoencoders and variational autoencoders: what it adds to Figment. */
@NullMarked
package dev.figment.plugin.vae;

import org.jspecify.annotations.NullMarked;
