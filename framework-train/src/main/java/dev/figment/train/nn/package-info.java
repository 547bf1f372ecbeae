/** Layers, initial weights and losses: a network described once, for training and for export. */
@NullMarked
package dev.figment.train.nn;

import org.jspecify.annotations.NullMarked;
