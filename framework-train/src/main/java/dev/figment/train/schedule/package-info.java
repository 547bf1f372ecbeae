/** How the learning rate changes over a training. */
@NullMarked
package dev.figment.train.schedule;

import org.jspecify.annotations.NullMarked;
