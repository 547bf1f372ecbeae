/** Steps that draw images from trained models. */
@NullMarked
package dev.figment.plugin.vae.sample;

import org.jspecify.annotations.NullMarked;
