/** Steps that measure how well autoencoders do. */
@NullMarked
package dev.figment.plugin.vae.measure;

import org.jspecify.annotations.NullMarked;
