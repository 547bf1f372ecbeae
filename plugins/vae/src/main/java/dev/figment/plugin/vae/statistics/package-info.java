/** Means, covariances and principal components of samples. */
@NullMarked
package dev.figment.plugin.vae.statistics;

import org.jspecify.annotations.NullMarked;
