/** Event files as TensorBoard reads them: scalars, images, sounds and texts by step. */
@NullMarked
package dev.figment.train.tensorboard;

import org.jspecify.annotations.NullMarked;
