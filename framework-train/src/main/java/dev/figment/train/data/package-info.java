/** Brings batches to the training step: shuffled by seed and epoch alone, read beside the step. */
@NullMarked
package dev.figment.train.data;

import org.jspecify.annotations.NullMarked;
