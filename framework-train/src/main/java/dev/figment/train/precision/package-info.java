/** Training with half-precision matrix products and convolutions. */
@NullMarked
package dev.figment.train.precision;

import org.jspecify.annotations.NullMarked;
