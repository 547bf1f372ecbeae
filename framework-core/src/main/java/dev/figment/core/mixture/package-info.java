/** Mixtures of Gaussians: fitted to points, and drawn from. */
@NullMarked
package dev.figment.core.mixture;

import org.jspecify.annotations.NullMarked;
