/** Optimizers as nodes of the training step's graph. */
@NullMarked
package dev.figment.train.optim;

import org.jspecify.annotations.NullMarked;
